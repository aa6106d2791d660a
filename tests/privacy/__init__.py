"""The rules of privacy and fairness, each with the tests that cite it by its number.

What is tested of whole models and of the code itself lies in `tests/architecture/test_privacy.py`.
"""
