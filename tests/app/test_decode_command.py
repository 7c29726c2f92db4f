import json

import pytest

from app.cli import main


def decoded(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["decode", *arguments]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return [json.loads(line) for line in shown.out.splitlines()]


@pytest.mark.parametrize("uuid", ["2A37", "0x2A37", "00002a37-0000-1000-8000-00805f9b34fb"])
@pytest.mark.parametrize("packet", ["168FA0019C01", "16 8f a0 01 9c 01", "0x16:8F:A0:01:9C:01"])
def test_that_a_packet_is_shown_with_units_and_with_null_for_what_it_does_not_say(
    capsys, uuid, packet
):
    assert decoded(capsys, uuid, packet) == [
        {
            "heartRateBpm": 143,
            "contact": "detected",
            "energyKj": None,
            "rrIntervalsMs": [406.25, 402.34375],
        }
    ]


def test_that_every_packet_has_its_own_line_and_none_leaks_into_the_next(capsys):
    first, second = decoded(capsys, "2AD2", "4400C409AA00B400", "4100F6FF")
    assert (first["speedKmh"], first["cadenceRpm"], first["powerW"]) == (25.0, 85.0, 180.0)
    assert (second["speedKmh"], second["cadenceRpm"], second["powerW"]) == (None, None, -10.0)


def test_that_a_single_value_has_a_name_too(capsys):
    assert decoded(capsys, "2A19", "57", "FF") == [{"levelPercent": 87}, {"levelPercent": None}]
    assert decoded(capsys, "2A29", "506f6c6172") == [{"text": "Polar"}]


def test_that_the_numbers_of_a_range_say_their_unit(capsys):
    assert decoded(capsys, "2AD8", "190058020500") == [{"lowestW": 25, "highestW": 600, "stepW": 5}]


def test_that_an_advertisement_is_decoded(capsys):
    (shown,) = decoded(capsys, "advertisement/0x006B", "362A0065")
    assert shown["slowHeartRateBpm"] == 101
    assert (shown["frameCounter"], shown["hasContact"]) == (5, True)


def test_that_a_record_within_a_record_is_shown(capsys):
    (shown,) = decoded(capsys, "ce060080-43e5-11e4-916c-0800200c9a66", "3B017800000000")
    assert shown == {
        "recordNumber": 0x3B,
        "record": {"maker": 1, "deviceType": 120, "beltId": None},
    }


def test_that_bytes_nobody_can_read_are_shown_in_hexadecimal(capsys):
    (shown,) = decoded(capsys, "2A66", "20 0F 01 EA 07")
    assert shown["detail"] == "ea 07"


def test_that_a_maker_who_breaks_the_rules_is_understood(capsys):
    packet = "FA09C409D007AA00A000E803000500B400AA00320058020A2C01"
    (by_the_letter,) = decoded(capsys, "2AD2", packet)
    (understood,) = decoded(capsys, "2AD2", packet, "--maker", "Life Fitness")
    assert by_the_letter["cadenceRpm"] is None
    assert (understood["cadenceRpm"], understood["powerW"]) == (85.0, 180.0)


def test_that_a_malformed_packet_is_one_line_with_its_place_and_exit_code_two(capsys):
    assert main(["decode", "2A37", "1648", "0148"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["heartRateBpm"] == 72
    assert shown.err.count("\n") == 1
    assert "01 48" in shown.err
    assert "byte 1" in shown.err


def test_that_an_unknown_uuid_lists_what_is_known(capsys):
    assert main(["decode", "180D", "00"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(known in shown.err for known in ("'180D'", "0x2A37", "CE060031", "0x006B"))


@pytest.mark.parametrize("packet", ["zz", "168", "16 8F A"])
def test_that_what_is_not_hexadecimal_is_refused_in_a_sentence(capsys, packet):
    assert main(["decode", "2A37", packet]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert repr(packet) in shown.err
