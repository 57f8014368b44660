"""The organisation's own rules as dated data, where more than one app decides by them: reporting calendars and approval matrices.

Each has the days it is in force and its source; a look-up answers SELECTED, NO_RULE or CONFLICT.
"""
