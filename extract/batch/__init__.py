"""Many files: each read in a guarded worker, every one accounted for, none read twice.

``run`` goes through the files that ``offered`` lists: ``cache`` knows what was read before, ``guard`` reads the rest in
workers (which fork from what ``warm`` has loaded), ``journal`` writes down what happened, ``progress`` says how far it is.
"""
