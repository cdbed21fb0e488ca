"""A catalogue as large as that of 2020, made by rule: the same every time, at any size.

Its words are real and follow the curve of their language (``wordfreq``); its universities and courses are invented.
"""
