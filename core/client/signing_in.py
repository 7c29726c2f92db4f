"""Ways to get tokens from a hub, refreshing them as long as that goes."""

from __future__ import annotations

from core.client.rest import RestClient, SignInRequest
from core.domain.ids import new_id
from core.errors import NotSignedInError
from core.protocol.rest import AUTH, AccessToken, SignIn, TokenRefresh


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
