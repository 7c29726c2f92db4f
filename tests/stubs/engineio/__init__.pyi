# The part of python-engineio that this project uses.
