"""The canonical functions of OData 4.01, and the operators: what they take (table.py) and what they compute (the others).

Nothing is loaded here: a filter without a call needs the operators only.
"""
