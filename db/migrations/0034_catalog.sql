-- What catalog needs beside its tables.
SELECT 1;
