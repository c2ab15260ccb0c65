"""`make run`: the whole product on one machine, started, watched and stopped as one.

`__main__` prepares and runs it; `parts` says what there is to run; `watch` keeps the
parts alive; `claim` keeps two starts apart; `words` is what a person reads.
"""
