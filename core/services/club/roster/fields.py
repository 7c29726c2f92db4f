"""What a column of a roster can be, and the words by which one tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from core.domain.equipment import EquipmentKind
from core.domain.roster_import import RosterField, RosterFieldChoice
from core.domain.workout import Workout

_LABELS: dict[RosterField, str] = {
    "jerseyNumber": "Number",
    "firstName": "First name",
    "lastName": "Last name",
    "name": "Full name",
    "team": "Team",
    "position": "Position",
    "birthDate": "Birth date",
    "sex": "Sex",
    "massKg": "Body mass (kg)",
    "massLb": "Body mass (lb)",
    "heartRateMaxBpm": "Max heart rate (bpm)",
    "heartRateMaxSource": "Max heart rate from",
    "heartRateRestBpm": "Resting heart rate (bpm)",
    "lthrBpm": "Threshold heart rate (bpm)",
    "skill": "Skill (1-10)",
}
REQUIRED: tuple[RosterField, ...] = (
    "firstName",
    "lastName",
    "position",
    "birthDate",
    "sex",
    "massKg",
    "heartRateRestBpm",
)
"""What a new player cannot do without. A missing number is given, a maximum estimated."""
_WORDS: dict[RosterField, str] = {
    "jerseyNumber": (
        "no|nr|num|nummer|numero|jersey|jersey no|jersey number|shirt|shirt number|kit number|"
        "sweater|sweater number|player number|trikotnummer|ruckennummer|trojnummer|draktnummer|"
        "pelinumero|cislo"
    ),
    "firstName": "firstname|given name|forename|fornamn|vorname|fornavn|etunimi|prenom|jmeno",
    "lastName": (
        "lastname|surname|family name|efternamn|nachname|familienname|etternavn|efternavn|"
        "sukunimi|nom|prijmeni"
    ),
    "name": "name|player|player name|fullname|namn|spelare|spieler|navn|nimi|pelaaja",
    "team": "squad|team name|lag|mannschaft|hold|joukkue|equipe|tym",
    "position": "pos|role|plats|posisjon|pelipaikka|poste|post",
    "birthDate": (
        "birthdate|date of birth|dob|birthday|born|fodelsedatum|fodd|geburtsdatum|geboren|"
        "geburtstag|fodselsdato|fodt|syntymaaika|date de naissance|datum narozeni"
    ),
    "sex": "gender|kon|geschlecht|kjonn|sukupuoli|sexe|pohlavi",
    "massKg": (
        "mass|weight|body mass|body weight|mass kg|weight kg|kg|vikt|vikt kg|gewicht|gewicht kg|"
        "vekt|vaegt|paino|poids|vaha|hmotnost"
    ),
    "massLb": "weight lb|weight lbs|mass lb|mass lbs|body weight lb|body weight lbs|lb|lbs|pounds",
    "heartRateMaxBpm": (
        "max hr|hr max|hrmax|maxhr|max heart rate|maximum heart rate|heart rate max|maximum hr|"
        "maxpuls|puls max|hfmax|hf max|maksimisyke|fc max|fcmax"
    ),
    "heartRateMaxSource": "heart rate max source|hr max source|max hr source|hrmax source",
    "heartRateRestBpm": (
        "resting hr|rest hr|hr rest|hrrest|resting heart rate|heart rate rest|vilopuls|ruhepuls|"
        "hvilepuls|leposyke|fc repos"
    ),
    "lthrBpm": "lthr|threshold hr|threshold heart rate|lactate threshold heart rate|troskelpuls",
    "skill": "skill|skill rating|skill level|rating|level",
}
_UNITS = {"kg", "bpm", "w", "j", "watt", "watts", "joule", "joules", "1 10"}
_PREFIXES: dict[str, tuple[str, ...]] = {
    "ftpW": ("ftp", "threshold power", "functional threshold power"),
    "criticalPowerW": ("cp", "critical power"),
    "wPrimeJ": ("wprime", "w prime"),
    "oneRepMaxKg": ("1rm", "1 rm", "one rep max"),
}
_PREFIX_LABELS = {
    "ftpW": "FTP {} (W)",
    "criticalPowerW": "Critical power {} (W)",
    "wPrimeJ": "W′ {} (J)",
    "oneRepMaxKg": "1RM {} (kg)",
}


class FieldBook:
    """The fields that a club knows.

    Args:
        kinds: Its machine types: FTP, critical power and W′ are told apart by them.
        workouts: Their exercises have a heaviest single repetition.
    """

    def __init__(self, kinds: Sequence[EquipmentKind], workouts: Sequence[Workout]) -> None:
        self._names: dict[str, dict[str, str]] = {}
        machines: dict[str, str] = {kind.code: kind.name for kind in kinds}
        for prefix in ("ftpW", "criticalPowerW", "wPrimeJ"):
            self._names[prefix] = dict(machines)
        self._names["oneRepMaxKg"] = {
            exercise.id: exercise.name
            for workout in workouts
            for block in workout.blocks
            for exercise in block.exercises
        }
        self._by_words = dict(self._words(kinds))

    def choices(self) -> tuple[RosterFieldChoice, ...]:
        """All that a column can be read as."""
        plain = (
            RosterFieldChoice(field=field, label=label, is_required=field in REQUIRED)
            for field, label in _LABELS.items()
        )
        numbered = (
            RosterFieldChoice(
                field=f"{prefix}.{key}", label=self.label(f"{prefix}.{key}"), is_required=False
            )
            for prefix, names in self._names.items()
            for key in names
        )
        return (*plain, *numbered)

    def label(self, field: RosterField) -> str:
        """A field as people read it, such as a column's header."""
        prefix, _, key = field.partition(".")
        if not key:
            return _LABELS.get(field, field)
        return _PREFIX_LABELS[prefix].format(self._names[prefix].get(key, key))

    def is_known(self, field: RosterField) -> bool:
        """Whether there is such a field; any exercise will do."""
        prefix, _, key = field.partition(".")
        if not key:
            return field in _LABELS
        return prefix == "oneRepMaxKg" or key in self._names.get(prefix, {})

    def field_of(self, header: str) -> RosterField | None:
        """What the header of a column says that it is; None where it says nothing."""
        if self.is_known(header):
            return header
        words = normalised(header)
        found = self._by_words.get(words)
        if found is None:
            found = self._by_words.get(_without_units(words))
        return found

    def _words(self, kinds: Sequence[EquipmentKind]) -> Iterator[tuple[str, RosterField]]:
        for prefix, names in self._names.items():
            for key, name in names.items():
                others = {key, name}
                others.update(kind.unit_name for kind in kinds if kind.code == key)
                for word in others:
                    for beginning in _PREFIXES[prefix]:
                        yield f"{beginning} {normalised(word)}", f"{prefix}.{key}"
                        yield f"{normalised(word)} {beginning}", f"{prefix}.{key}"
        for field, words in _WORDS.items():
            for word in words.split("|"):
                yield word, field
        for field, label in _LABELS.items():
            yield normalised(label), field


def normalised(text: str) -> str:
    """Words in lower case without accents and signs, to compare."""
    text = re.sub(r"\bw\s*['′’]", "wprime ", text.casefold()).replace("#", " no ")
    text = text.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("đ", "d")
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))


def _without_units(words: str) -> str:
    parts = words.split()
    while len(parts) > 1 and parts[-1] in _UNITS:
        parts.pop()
    return " ".join(parts)
