"""Records of the Concept2 PM5, the same on rower, ski erg and bike erg.

Layouts as in Concept2's interface definition, corrected where captures from machines disagree.
Every record begins with the time elapsed in the interval.
"""
