"""The theme tokens as CSS variables, so that window and page wear the same colours."""

from __future__ import annotations

import tomllib
from typing import Any

from resources.theme import tokens_text
from resources.theme.contrast import readable_ink


def tokens_css(text: str | None = None) -> str:
    """A style sheet that only sets variables: for each theme, and for the phone's own choice.

    Args:
        text: The tokens, TOML; the program's own by default.
    """
    tokens = tomllib.loads(tokens_text() if text is None else text)
    themes: dict[str, dict[str, Any]] = tokens["themes"]
    parts = [_rule(":root", {**_common(tokens), **_colours(themes["dark"])})]
    light = _rule(':root:not([data-theme="dark"])', _colours(themes["light"]))
    parts.append(f"@media (prefers-color-scheme: light) {{\n{light}}}\n")
    parts += [_rule(f':root[data-theme="{name}"]', _colours(one)) for name, one in themes.items()]
    return "/* Made from resources/theme/tokens.toml. */\n" + "".join(parts)


def _common(tokens: dict[str, Any]) -> dict[str, str]:
    zones = tokens["zones"]
    values = {
        "space": f"{tokens['space']['unit']}px",
        "radius": f"{tokens['space']['radius']}px",
    }
    for zone, fill in enumerate(zones["fills"]):
        values[f"zone-{zone}"] = fill
        ink = readable_ink(fill, zones["ink_dark"], zones["ink_light"])
        values[f"zone-ink-{zone}"] = ink
    return values


def _colours(theme: dict[str, Any]) -> dict[str, str]:
    colours = {
        name.replace("_", "-"): value
        for name, value in theme.items()
        if isinstance(value, str) and value.startswith("#")
    }
    return {"color-scheme": "dark" if theme["is_dark"] else "light", **colours}


def _rule(selector: str, values: dict[str, str]) -> str:
    lines = [
        f"  {name if name == 'color-scheme' else f'--{name}'}: {value};\n"
        for name, value in values.items()
    ]
    return f"{selector} {{\n{''.join(lines)}}}\n"
