"""Every figure that was promised, measured beside a peer or a limit in one run."""
