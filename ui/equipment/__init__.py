"""Where training happens and on what: facilities, machine types, machines and their upkeep."""
