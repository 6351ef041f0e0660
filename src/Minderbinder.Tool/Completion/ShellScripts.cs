namespace Minderbinder.Tool.Completion;

/// <summary>
/// The scripts. The directive takes the line without the tool's name, and the position in it. What the tool does not know the shell completes with
/// files; what stands behind <c>--</c> is the program's.
/// </summary>
internal static class ShellScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            _minderbinder() {
              local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
              [[ "$line" == *" -- "* ]] && return
              line=${line#* }
              COMPREPLY=($(compgen -W "$(minderbinder "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _minderbinder minderbinder

            """,
        ["zsh"] = """
            #compdef minderbinder
            _minderbinder() {
              local line=${LBUFFER#* }
              local -a found
              [[ "$line" == *" -- "* ]] && { _files; return }
              found=("${(@f)$(minderbinder "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -- "${(@)found:#}"
              _files
            }
            compdef _minderbinder minderbinder

            """,
        ["fish"] = """
            function __minderbinder_complete
              set -l line (string replace -r '^\S+ ' '' -- (commandline -cp))
              string match -q '* -- *' -- $line; and return
              minderbinder "[suggest:"(string length -- $line)"]" $line 2>/dev/null
            end
            complete -c minderbinder -a '(__minderbinder_complete)'

            """,
    };
}
