// Writes a new version of a file: in its place, or beside it and then in its place.
var (way, file) = (args[0], args[1]);
if (way == "in-place")
{
    File.WriteAllText(file, "{\"n\": 2}\n");
}
else
{
    File.WriteAllText($"{file}.tmp", "{\"n\": 2}\n");
    File.Replace($"{file}.tmp", file, destinationBackupFileName: null);
}
