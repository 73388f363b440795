"""Stages of a procedure with their dates, proposed in working days. C4, D3 4, O4"""
