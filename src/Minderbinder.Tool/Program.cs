using Minderbinder.Tool.CommandLine;

return await ToolCommand.RunAsync(args);
