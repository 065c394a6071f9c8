-- What imports needs beside its tables.
SELECT 1;
