"""Reports: verdict and trace records become summary, table, pictures and a page. CPython only."""
