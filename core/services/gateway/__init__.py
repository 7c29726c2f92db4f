"""A gateway: the sensor program without a window, on a machine of its own."""
