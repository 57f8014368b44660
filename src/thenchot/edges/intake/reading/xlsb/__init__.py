"""Binary workbooks of Excel 2007 and later (xlsb) as a stream of rows. Format: [MS-XLSB], Microsoft Open Specifications."""
