"""Old binary workbooks (xls, Excel 2.0 to 2003) through xlrd, which keeps error cells, date base and merged ranges."""
