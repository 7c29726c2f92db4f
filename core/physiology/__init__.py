"""Pure formulas: zones, load, power, energy. Sources and edge cases in each docstring."""
