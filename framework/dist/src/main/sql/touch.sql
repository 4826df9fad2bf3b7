CREATE TABLE IF NOT EXISTS attempt (file VARCHAR);
-- The functions are compiled when the database is opened: it stays open until SHUTDOWN.
SET DB_CLOSE_DELAY -1;

-- A function in Java: H2 compiles it and runs it inside the JVM. This one starts a process, which makes an empty file.
CREATE ALIAS IF NOT EXISTS touch AS $$
String touch(String file) throws Exception {
    Process process = new ProcessBuilder("touch", file).start();
    return "exit code " + process.waitFor();
}
$$;
