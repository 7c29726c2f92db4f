"""The virtual gym: peripherals on a bumble link behind bleak's own classes."""
