"""Ways to get tokens from a hub, refreshing them as long as that goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.client.rest import RestClient, SignInRequest
from core.domain.ids import new_id
from core.errors import NotAllowedError, NotSignedInError
from core.protocol.rest import AUTH, AccessToken, SignIn, TokenRefresh


class TokenKeeper(Protocol):
    """Keeps a device's refresh token. Each is good once, so the next is kept before it is used."""

    @property
    def refresh_token(self) -> str:
        """The one to use next."""
        ...

    @property
    def request_id(self) -> str:
        """Goes with its use, and stays the same until another token is kept."""
        ...

    def keep(self, refresh_token: str) -> None:
        """It was used, and this one came for it."""
        ...


def sign_in_with_kept_token(
    keeper: TokenKeeper, on_refused: Callable[[NotSignedInError | NotAllowedError], object]
) -> SignInRequest:
    """How a program signs in that was let in at an earlier start.

    Args:
        keeper: Holds the refresh token, and gets the next one before anything is done with it.
        on_refused: Told when the hub does not take it any more.
    """

    async def request(rest: RestClient) -> AccessToken:
        body = TokenRefresh(refresh_token=keeper.refresh_token, request_id=keeper.request_id)
        try:
            token = await rest.post_unsigned(f"{AUTH}/refresh", body, AccessToken)
        except (NotSignedInError, NotAllowedError) as refusal:
            on_refused(refusal)
            raise
        if token.refresh_token is not None:
            keeper.keep(token.refresh_token)
        return token

    return request


def sign_in_with_password(login: str, password: str) -> SignInRequest:
    """How a person signs in; the password is sent once, then tokens are refreshed."""

    async def request(rest: RestClient) -> AccessToken:
        body = SignIn(login=login, password=password)
        return await rest.post_unsigned(f"{AUTH}/token", body, AccessToken)

    return refreshing(request)


def refreshing(first: SignInRequest) -> SignInRequest:
    """Sign in the first time as given, then by refresh tokens, and again as given if need be."""
    kept: list[TokenRefresh] = []

    async def request(rest: RestClient) -> AccessToken:
        token = await _refreshed(rest, kept[-1]) if kept else None
        if token is None:
            kept.clear()
            token = await first(rest)
        if token.refresh_token is not None:
            # Asked again after a lost answer, it must be the same request.
            kept[:] = [TokenRefresh(refresh_token=token.refresh_token, request_id=new_id())]
        return token

    return request


async def _refreshed(rest: RestClient, body: TokenRefresh) -> AccessToken | None:
    try:
        return await rest.post_unsigned(f"{AUTH}/refresh", body, AccessToken)
    except NotSignedInError:
        return None
