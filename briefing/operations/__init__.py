"""The weekly work around a brief: sending it, running by itself, keeping and correcting editions.

posting.py      an edition in every shape a mail needs, and the way to its readers
run.py          fetch, build, check, send: the week's steps, and the weeks that were missed
lock.py         one run at a time
log.py          what happened, as text or JSON
schedule.py     lines for cron and systemd
archive.py      a static site of all editions, with search (search.py) and an Atom feed
corrections.py  an edition again, with a notice and a diff
"""
