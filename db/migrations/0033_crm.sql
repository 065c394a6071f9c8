-- What crm needs beside its tables.
SELECT 1;
