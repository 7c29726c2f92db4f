"""What msgspec says, as a sentence for a person."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from core.domain.drafts import BundleDraft
from core.domain.player import Player
from core.protocol.realtime import PlayerStatusUpdate, SessionMessage
from hub_server.sentences import sentence_of
from hub_server.version import VERSION


@pytest.mark.parametrize(
    ("body", "kind", "sentence", "field"),
    [
        ({"sessionId": "s"}, SessionMessage, "`text` is missing.", "text"),
        ({"sessionId": 1, "text": ""}, SessionMessage, "`sessionId` must be text.", "sessionId"),
        (
            {"sessionId": "s", "text": ""},
            SessionMessage,
            "`text` must be text of length >= 1.",
            "text",
        ),
        (
            {"sessionId": "s", "playerId": "p", "status": "asleep"},
            PlayerStatusUpdate,
            "`status` cannot be 'asleep'.",
            "status",
        ),
        ([], Player, "The body must be an object.", None),
        ({"name": "x", "sessions": {}}, BundleDraft, "`sessions` must be a list.", "sessions"),
        (
            {"name": "x", "sessions": [{"name": "y"}]},
            BundleDraft,
            "`sessions.0.equipment` is missing.",
            "sessions.0.equipment",
        ),
        (
            {"name": "x", "commonProperties": {"startDate": "soon"}},
            BundleDraft,
            "`commonProperties.startDate` is not valid: Invalid RFC3339 encoded date.",
            "commonProperties.startDate",
        ),
    ],
)
def test_that_a_misfit_is_named_in_one_sentence_with_its_field(
    body: object, kind: type[object], sentence: str, field: str | None
) -> None:
    with pytest.raises(msgspec.ValidationError) as misfit:
        msgspec.convert(body, kind)
    error = sentence_of(str(misfit.value))
    assert (error.message, error.field) == (sentence, field)


def test_that_the_hub_tells_the_version_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION
