"""Who stands behind a sign-in, as things are now."""

from __future__ import annotations

from core.domain.device import Device
from core.domain.player import Player
from core.domain.sign_in import SignIn
from core.domain.user import Principal, User
from core.errors import NotSignedInError
from core.ports.storage import UnitOfWork


async def principal_of(unit: UnitOfWork, sign_in: SignIn) -> Principal:
    """The principal of a sign-in, with today's role and name.

    Raises:
        NotSignedInError: The user or device is gone, or the device was revoked.
    """
    if sign_in.device_id is not None:
        device = await unit.access.device(sign_in.device_id)
        if device is None or device.revoked_at is not None:
            raise NotSignedInError(
                "This device was sent away.", suggested_action="Ask the trainer for a new code."
            )
        return of_device(device, await player_of(unit, device))
    for user in await unit.club.users():
        if user.id == sign_in.subject and user.disabled_at is None:
            return of_user(user)
    raise NotSignedInError("This user was removed.", suggested_action="Ask an administrator.")


def of_user(user: User) -> Principal:
    """The principal that a user is."""
    return Principal(subject=user.id, name=user.name, role=user.role)


def of_device(device: Device, player: Player | None) -> Principal:
    """The principal that a device is; a player's device is the player."""
    if player is not None:
        return Principal(
            subject=player.id,
            name=player.name,
            role=device.kind.role,
            player_id=player.id,
            device_id=device.id,
        )
    return Principal(
        subject=device.id, name=device.name, role=device.kind.role, device_id=device.id
    )


async def player_of(unit: UnitOfWork, device: Device) -> Player | None:
    """Whose device it is."""
    if device.player_id is None:
        return None
    return next(iter(await unit.club.players([device.player_id])), None)
