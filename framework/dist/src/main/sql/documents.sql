-- One round of work on a database: files go in, the table goes out as a script and as a backup, the database is compacted and read again.
-- The variable @folder names a folder that holds files/ and files.csv: a list of their names with the header NAME.
CREATE TABLE IF NOT EXISTS document (name VARCHAR PRIMARY KEY, content BINARY LARGE OBJECT NOT NULL);
DELETE FROM document;
INSERT INTO document SELECT name, FILE_READ(@folder || '/files/' || name) FROM CSVREAD(@folder || '/files.csv');
SCRIPT TO @folder || '/out/documents.sql';
-- H2 takes a variable here, but no expression.
SET @backup = @folder || '/out/documents.zip';
BACKUP TO @backup;
-- The compacted file is written beside the old one and renamed over it: the only rename that H2 does.
SHUTDOWN COMPACT;
-- In a new connection.
SELECT COUNT(*) AS files, SUM(OCTET_LENGTH(content)) AS bytes FROM document;
