"""The room's air: bumble's local link, made quick enough for a whole team at sixty times speed.

What crosses it are true advertising PDUs and true L2CAP frames with ATT packets. Four things
of bumble's are replaced, each measured as a large part of its cost per packet: the text
that its controllers and hosts build for a log that nobody reads, the search through all
controllers for every packet, the round trip through HCI between a peripheral's own host and
its own controller, and the HCI reports of advertisements.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable

from bumble import hci, ll
from bumble.att import ATT_CID
from bumble.controller import Controller
from bumble.core import PhysicalTransport
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink
from typing_extensions import override

_NOTIFICATION = 0x1B
"""Opcode of ATT_HANDLE_VALUE_NTF (Core specification, Vol 3, Part F, 3.4.7.1)."""
_CHANNEL_AT, _OPCODE_AT, _HANDLE_AT, _VALUE_AT = 2, 4, 5, 7
"""Where things are in an L2CAP frame with a notification. No frame is shorter than 5 bytes."""
_ACL_HEADER = struct.Struct("<BHH")
"""HCI packet type, connection handle with flags, length."""
_FIRST_FRAGMENT = 0x2000
_FAST_ADVERTISEMENTS = 250
_SLOW_ADVERTISING_MS = 100

NotificationSink = Callable[[bytes], None]
AdvertisementSink = Callable[[hci.Address, bytes], None]
"""Told the advertiser, and its advertising data followed by its scan response."""


def _ignore(_advertiser: hci.Address, _payload: bytes) -> None:
    pass


class Air(LocalLink):
    """Carries packets to those whom they concern, and counts notifications.

    Attributes:
        sent: Notifications that peripherals put on the air.
        arrived: Notifications that came down again: delivered, or lost with their link.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # bumble's is not annotated
        self.sent = 0
        self.arrived = 0
        self._by_address: dict[hci.Address, AirController] = {}

    @property
    def is_quiet(self) -> bool:
        """Whether no notification is under way."""
        return self.sent == self.arrived

    @override
    def add_controller(self, controller: Controller) -> None:
        super().add_controller(controller)
        if isinstance(controller, AirController):
            self._by_address[controller.public_address] = controller

    @override
    def remove_controller(self, controller: Controller) -> None:
        super().remove_controller(controller)
        if isinstance(controller, AirController):
            del self._by_address[controller.public_address]

    @override
    def find_le_controller(self, address: hci.Address) -> Controller | None:
        return self._by_address.get(address)

    @override
    def send_acl_data(
        self,
        sender_controller: Controller,
        destination_address: hci.Address,
        transport: PhysicalTransport,
        data: bytes,
    ) -> None:
        destination = self._by_address.get(destination_address)
        if destination is not None:
            asyncio.get_running_loop().call_soon(
                destination.on_link_acl_data, sender_controller.public_address, transport, data
            )

    @override
    def send_advertising_pdu(
        self, sender_controller: Controller, packet: ll.AdvertisingPdu
    ) -> None:
        loop = asyncio.get_running_loop()
        if isinstance(packet, ll.ConnectInd):
            advertiser = self._by_address.get(packet.advertiser_address)
            if advertiser is not None:
                loop.call_soon(advertiser.on_ll_advertising_pdu, packet)
            return
        for controller in self._by_address.values():
            if controller.is_listening and controller is not sender_controller:
                loop.call_soon(controller.on_ll_advertising_pdu, packet)

    def is_in_range(self, address: hci.Address) -> bool:
        """Whether a device with that address can be heard when it advertises."""
        controller = self._by_address.get(address)
        return controller is not None and not controller.is_out_of_range

    def is_connectable(self, address: hci.Address) -> bool:
        """Whether a device accepts connections; some only advertise."""
        controller = self._by_address.get(address)
        return controller is not None and controller.is_connectable

    def scan_response_of(self, advertiser: hci.Address) -> bytes:
        """What a device answers to an active scanner."""
        controller = self._by_address.get(advertiser)
        return controller.le_legacy_advertiser.scan_response_data if controller else b""

    def notify(self, sender: hci.Address, receiver: hci.Address, frame: bytes) -> None:
        """Send an L2CAP frame that carries a notification."""
        controller = self._by_address[receiver]
        self.sent += 1
        asyncio.get_running_loop().call_soon(
            controller.on_link_acl_data, sender, PhysicalTransport.LE, frame
        )


class AirController(Controller):
    """A controller that writes no log text and knows only what a sensor's radio knows."""

    le_features = Controller.le_features & ~(
        hci.LeFeatureMask.LE_EXTENDED_ADVERTISING | hci.LeFeatureMask.LE_PERIODIC_ADVERTISING
    )

    def __init__(self, name: str, air: Air, address: str) -> None:
        self._air = air
        self._advertisements = 0
        self.is_out_of_range = False
        self.is_connectable = True
        public = hci.Address(address, hci.Address.PUBLIC_DEVICE_ADDRESS)
        super().__init__(name, link=air, public_address=public)

    @property
    def is_listening(self) -> bool:
        """Whether it scans or waits for a device to connect to."""
        return self.le_scan_enable or self.pending_le_connection is not None

    def advertise(self, data: bytes) -> None:
        """Change what is advertised, and advertise it at once unless a central is connected."""
        self.le_legacy_advertiser.advertising_data = data
        self.le_legacy_advertiser.send_advertising_data()

    @override
    def on_hci_packet(self, packet: hci.HCI_Packet) -> None:
        if isinstance(packet, hci.HCI_Command):
            self.on_hci_command_packet(packet)
        elif isinstance(packet, hci.HCI_AclDataPacket):
            self.on_hci_acl_data_packet(packet)

    @override
    def send_hci_packet(self, packet: hci.HCI_Packet) -> None:
        if self.host:
            asyncio.get_running_loop().call_soon(self.host.on_packet, bytes(packet))

    @override
    def send_advertising_pdu(self, packet: ll.AdvertisingPdu) -> None:
        if self.is_out_of_range:
            return
        self._advertisements += 1
        if self._advertisements == _FAST_ADVERTISEMENTS:
            self.le_legacy_advertiser.advertising_interval_min = _SLOW_ADVERTISING_MS
        self._air.send_advertising_pdu(self, packet)

    @override
    def on_hci_le_set_advertising_enable_command(
        self, command: hci.HCI_LE_Set_Advertising_Enable_Command
    ) -> hci.HCI_StatusReturnParameters:
        self._advertisements = 0
        return super().on_hci_le_set_advertising_enable_command(command)

    @override
    def on_hci_le_create_connection_cancel_command(
        self, _command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        """End the pending connection, which bumble's own controller keeps for ever."""
        pending, self.pending_le_connection = self.pending_le_connection, None
        if pending is not None:
            self.send_hci_packet(
                hci.HCI_LE_Connection_Complete_Event(
                    status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                    connection_handle=0,
                    role=hci.Role.CENTRAL,
                    peer_address_type=pending.peer_address.address_type,
                    peer_address=pending.peer_address,
                    connection_interval=0,
                    peripheral_latency=0,
                    supervision_timeout=0,
                    central_clock_accuracy=0,
                )
            )
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

    @override
    def on_advertising_pdu(self, pdu: ll.AdvInd | ll.AdvExtInd) -> None:
        advertiser = pdu.advertiser_address
        if self.le_scan_enable and isinstance(self.host, AirHost):
            payload = pdu.data + self._air.scan_response_of(advertiser)
            self.host.on_advertisement(advertiser, payload)
        pending = self.pending_le_connection
        is_wanted = pending is not None and pending.peer_address == advertiser
        if is_wanted and self._air.is_connectable(advertiser):
            self.create_le_connection(advertiser)

    @override
    def on_link_acl_data(
        self, sender_address: hci.Address, transport: PhysicalTransport, data: bytes
    ) -> None:
        connection = self.le_connections.get(sender_address)
        if connection is not None and isinstance(self.host, AirHost):
            self.host.on_acl(connection.handle, data)
        if data[_OPCODE_AT] == _NOTIFICATION and data[_CHANNEL_AT] == ATT_CID:
            self._air.arrived += 1


class AirHost(Host):
    """A host that writes no log text and hands notifications straight to their sinks."""

    def __init__(self, controller: AirController) -> None:
        super().__init__(controller, AsyncPipeSink(controller))
        self.sinks: dict[tuple[int, int], NotificationSink] = {}
        """By connection handle and attribute handle."""
        self.on_advertisement: AdvertisementSink = _ignore

    def on_acl(self, connection_handle: int, frame: bytes) -> None:
        """Take an L2CAP frame from the controller."""
        if frame[_OPCODE_AT] == _NOTIFICATION and frame[_CHANNEL_AT] == ATT_CID:
            handle = frame[_HANDLE_AT] | frame[_HANDLE_AT + 1] << 8
            sink = self.sinks.get((connection_handle, handle))
            if sink is not None:
                sink(frame[_VALUE_AT:])
            return
        header = _ACL_HEADER.pack(
            hci.HCI_ACL_DATA_PACKET, connection_handle | _FIRST_FRAGMENT, len(frame)
        )
        self.on_packet(header + frame)

    @override
    def send_hci_packet(self, packet: hci.HCI_Packet) -> None:
        if self.hci_sink:
            self.hci_sink.on_packet(bytes(packet))

    @override
    def on_hci_packet(self, packet: hci.HCI_Packet) -> None:
        if isinstance(packet, hci.HCI_Event):
            self.on_hci_event_packet(packet)
        elif isinstance(packet, hci.HCI_AclDataPacket):
            self.on_hci_acl_data_packet(packet)
