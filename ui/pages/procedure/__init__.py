"""The procedure on a stand's file: clocks, evidence still missing, amounts, earlier cases."""
