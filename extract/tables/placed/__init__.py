"""Words by where they stand on a page: what every table shares that is read without rulings.

``tokens`` has the words of a page, ``bands`` the values of each height, ``blanks`` what is empty. ``headings`` tells the columns:
by what heads them, by full rows, or by how values are aligned. ``leading`` is the distance of the lines of one cell; ``piled`` puts the
pieces of a figure together that stand below a heading.
"""
