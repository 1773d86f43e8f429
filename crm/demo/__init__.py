"""The demo company: an invented Chinese dealer group, the same one every time.

Everything here is made up; names, phones and firms that exist are there by chance. The
mobile numbers lie in `1xx 0000 xxxx`, which nobody hands out. People sign in with the
role's code and `people.PASSWORD`. Tests and tours may count on 王小明, customer of
`account`, a tier A person from 上海 with the phone +86 138 0000 5678.

`words` holds the lists; the other rooms build rows in memory, a noun each; `load` alone
writes them, straight into the tables and in bulk. It is the one place besides services
that writes, so the tests hold its rows against what the services promise.
"""
