"""The ledger in a browser, for somebody who looks instead of reading JSON.

`serving` is the command; `guard` stands before everything; `application` has the routes; `pages` show and `acts` write;
`desk` keeps what was worked out; `views` are what the templates show; `marking` cuts a report's text.
"""
