"""From a finished edition to its readers: mails, an outbox that forgets nothing, a mail server.

    settings.py    [delivery]        who sends, through which server, how fast
    recipients.py  list  -> Mailbox  checked one by one, all faults named
    message.py     Mailing -> Letter one a recipient, on the parts that mime.py makes
    outbox.py      Delivery          queued -> sending -> sent or refused, in the store
    smtp.py        Letter -> server  or folder.py: Letter -> .eml file
    sending.py     the loop: pace, retries, what to do after a crash

`docs/delivery.md` says what is promised about crashes, and why no more can be.
"""
