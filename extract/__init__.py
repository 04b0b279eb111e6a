"""Turns annual reports on open government information into one checked dataset.

The way of the data is one direction, no way back::

    bytes → Document → Report → findings → dataset

Each arrow is a subpackage: ``documents``, ``tables`` and ``reports``, ``checks``, ``dataset``. Beside them ``forms`` and
``regions`` say what all of them know of the forms and of places, ``batch`` reads many files, ``cli`` has the commands.
"""
