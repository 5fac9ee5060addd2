"""Reports: a verdict and trace records become summary, table, pictures and one HTML page. CPython only."""
