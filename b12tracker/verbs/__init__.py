"""The verbs of the command line, a file each: the words one takes, and its work.

Each adds its words to a parser, and sets ``work``, which is called with what was said and with
``now`` and ``today`` of the clock.
"""
