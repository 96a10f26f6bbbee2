"""What must hold when everything fails: killed processes, pulled plugs, full disks, flipped bits, lying hubs.

Each kind of fault runs at any size by `python -m tests.faults KIND [SIZE]`; the tests run a small one.
"""
