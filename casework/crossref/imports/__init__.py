"""Other data sets, kept as reference beside our incidents."""
