-- What the billing run needs beside its tables.
SELECT 1;
