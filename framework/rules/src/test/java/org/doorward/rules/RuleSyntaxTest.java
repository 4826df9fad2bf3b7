package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wrong rule is told, to the letter; and what the grammar promises for all lines. */
class RuleSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-S file.open|1|[-S]: list must be given before field; begin with -a always,exit",
                "-a bogus,exit|4|Append rule - bad keyword [bogus] in [bogus,exit]; lists are exit, user, exclude, filesystem; actions always, never",
                "-a always|4|Append rule - bad keyword [always]: expected a list and an action, such as always,exit",
                "-a always,exit -a never,exit|16|[-a]: Multiple rule insert/delete operations are not allowed; write a rule on each line",
                "-a always,exit -Z x|16|option [-Z] is invalid; a rule has -a, -A, -d, -w, -W, -p, -S, -F, -C, -k",
                "-a always,exit -F|16|option [-F] needs a value",
                "-a always,exit -F bogus=1|19|-F unknown field: [bogus]; fields are arch, auid, bundle, commit, dir, egid, euid, exception, exe, exit, fsgid, fstype, fsuid, gid, key, kind, lane, module, msgtype, path, perm, pid, ppid, principal, saddr_fam, sessionid, sgid, subj, success, suid, tenant, uid",
                "-a always,exit -F path|19|-F missing operation for [path]; one of = != < <= > >= & &=",
                "-a always,exit -F path=|19|-F missing value after operation for [path]",
                "-a always,exit -F path=rel/x|19|path [rel/x]: expected an absolute path, beginning with /",
                "-a always,exit -F path=/srv/|19|path [/srv/]: expected a path without //, /./, /../ and / at its end",
                "-a always,exit -F path=/srv//x|19|path [/srv//x]: expected a path without //, /./, /../ and / at its end",
                "-a always,exit -F path=/srv/./x|19|path [/srv/./x]: expected a path without //, /./, /../ and / at its end",
                "-a always,exit -F dir=/srv/..|19|dir [/srv/..]: expected a path without //, /./, /../ and / at its end",
                "-a always,exit -F dir!=srv|19|dir [srv]: expected an absolute path, beginning with /",
                "-a always,exit -F dir<=/srv|19|[dir] only takes = or != operators, not [<=]",
                "-a always,exit -F kind<file.*|19|[kind] only takes = or != operators, not [<]",
                "-a always,exit -F kind=file.renam|19|unknown kind [file.renam]: family file has no such verb; docs/hooks.md lists them",
                "-a always,exit -F subj>=a:1|19|[subj] only takes = or != operators, not [>=]",
                "-a always,exit -F key!=k|19|[key] only takes = operator, not [!=]",
                "-a always,exit -F lane!=lossy|19|[lane] only takes = operator, not [!=]",
                "-a always,exit -F exit=|19|-F missing value after operation for [exit]",
                "-a always,exit -F exit=1234567|19|-F unknown errno - [1234567]; expected a number or a name such as -EACCES",
                "-a always,exit -A never,exit|16|[-A]: Multiple rule insert/delete operations are not allowed; write a rule on each line",
                "-a always,exit,exit,task|4|list [task] in [always,exit,exit,task]: a JVM starts no tasks; select process.exec and runtime.startthread in list exit",
                "-a exit|4|Append rule - bad keyword [exit]: expected a list and an action, such as always,exit",
                "-a always,exit -S|16|option [-S] needs a value",
                "-a never,user -F path=/x|1|[path] can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with user filter list",
                "-a always,user -F lane=lossy|1|-S, lane and commit can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with user filter list",
                "-a always,exit -F path>/x|19|[path] only takes = or != operators, not [>]",
                "-a always,exit -F success=yes|19|-F value should be number for [success]: [yes]; expected 0 or 1",
                "-a always,exit -F exit=-EBOGUS|19|-F unknown errno - [-EBOGUS]; expected a number or a name such as -EACCES",
                "-a always,exit -S file.renam|19|unknown kind [file.renam]: family file has no such verb; docs/hooks.md lists them",
                "-a always,exit -S nosuch|19|Syscall name unknown: [nosuch]; expected family.verb, family.* or a call that a kind stands for, such as file.rename or rename; docs/rules.md lists them",
                "-a always,exit -S 9999|19|Syscall name unknown: [9999]; expected family.verb, family.* or a call that a kind stands for, such as file.rename or rename; docs/rules.md lists them",
                "-a always,exit -S File.Open|19|kind [File.Open]: expected family.verb or family.*, such as file.rename",
                "-a always,exclude -F msgtype=CWD|22|msgtype [CWD]: records of an operation stand together; keep operations out with -A never,exit",
                "-a never,exclude -F path=/x|1|[path] can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with exclude filter list",
                "-a always,exit -C bogus!=uid|19|-C unknown field: [bogus]; fields are auid, egid, euid, fsgid, fsuid, gid, sgid, suid, uid",
                "-a always,exit -C =uid|19|-C unknown field: [=uid]; expected two ids of the process, such as uid!=euid",
                "-a always,exit -C uid|19|-C missing operation for [uid]; one of = != < <= > >= & &=",
                "-a always,exit -C uid!=|19|-C missing value after operation for [uid]",
                "-a always,exit -C uid>euid|19|[uid>euid] only takes = or != operators",
                "-a always,exit -C uid!=gid|19|-C incompatible comparison [uid] with [gid]; another of auid, euid, fsuid, suid, uid",
                "-a always,exit -C gid=gid|19|-C incompatible comparison [gid] with [gid]; another of egid, fsgid, gid, sgid",
                "-a always,exit -C uid!=obj_uid|19|-C [uid!=obj_uid]: operations here know no owner of what they touch; compare ids of the process",
                "-C uid!=euid|1|[-C]: list must be given before field; begin with -a always,exit",
                "-a always,exit -F gid=no-such-group|19|Unknown group: [no-such-group]; expected a number, unset, or a name of /etc/group on this machine",
                "-a always,exit -F saddr_fam=x|19|-F value should be number for [saddr_fam]: [x]; expected a number, or inet, inet6, unix, unspec",
                "-a filesystem,always -F fstype=x|1|list [filesystem] goes with [never] only; select folders with -F dir in list exit",
                "-a filesystem,never -k x|1|only fstype and key fields can be used with filesystem filter list, and fstype must be",
                "-a filesystem,never -F fstype=x -F path=/x|1|only fstype and key fields can be used with filesystem filter list, and fstype must be",
                "-a filesystem,never -F fstype=x -S open|1|only fstype and key fields can be used with filesystem filter list, and fstype must be",
                "-a never,exit -F fstype=x|1|fstype field can only be used with filesystem filter list",
                "-a never,user -F fstype=x|1|[fstype] can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with user filter list",
                "-a never,filesystem -F fstype=a/b|24|fstype [a/b]: expected the type of a file system, such as tmpfs or tracefs",
                "-a never,filesystem -F fstype>x|24|[fstype] only takes = or != operators, not [>]",
                "-a exit,possible|4|Append rule - bad keyword [possible] in [exit,possible]: is no longer an action; use always or never",
                "-a always,exit -F path&=/x|19|[path] only takes = or != operators, not [&=]",
                "-a always,exit -F exe&/x|19|[exe] only takes = or != operators, not [&]",
                "-a always,exit -F success=2|19|-F value should be number for [success]: [2]; expected 0 or 1",
                "-A always,bogus|4|Add rule - bad keyword [bogus] in [always,bogus]; lists are exit, user, exclude, filesystem; actions always, never",
                "-d always|4|Delete rule - bad keyword [always]: expected a list and an action, such as always,exit",
                "-w /x -w /y|7|[-w]: watch option can't be given with a syscall; write a rule on each line",
                "-a always,exit -w /y|16|[-w]: watch option can't be given with a syscall; write a rule on each line",
                "-a always,exit -C uid=5|19|-C unknown right hand value for comparison with: [uid]: [5]; another of auid, euid, fsuid, suid, uid",
                "-a always,exclude -F msgtype=1307|22|msgtype [1307]: records of an operation stand together; keep operations out with -A never,exit",
                "-a always,exclude -F success=1|1|[success] can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with exclude filter list",
                "-k|1|option [-k] needs a value",
                "-a always,exit -F perm!=w|19|[perm] only takes = operator, not [!=]",
                "-a always,exit -F perm=rq|19|Permission can only contain  'rwxa': [rq]",
                "-a always,exit -F uid=no-such-user|19|Unknown user: [no-such-user]; expected a number, unset, or a name of /etc/passwd on this machine",
                "-a always,exit -F uid=4294967296|19|-F value should be number for [uid]: [4294967296]; expected 0 to 4294967295",
                "-a always,exit -F pid=init|19|-F value should be number for [pid]: [init]; expected 0 to 4294967295",
                "-a always,exit -F arch=vax|19|arch elf mapping not found: [vax]; expected b64, as all records say, or b32",
                "-a always,exit -F exception=a..b|19|exception [a..b]: expected a class or a package with .*, such as java.nio.file.*",
                "-a always,exit -F exception=*|19|exception [*]: expected a class or a package with .*, such as java.nio.file.*",
                "-a always,exit -F bundle=a:1|19|bundle [a:1]: expected a symbolic name or the beginning of names with .*",
                "-a always,exit -F exe=java|19|exe [java]: expected an absolute path, beginning with /",
                "-a always,exit -F exception=x -F commit=entry|34|commit=entry does not go with [exception=x]: the outcome is known only at the exit; take commit=exit, or leave the outcome out",
                "-k x|1|[-k]: key option needs a watch or syscall given prior to it",
                "-p w|1|[-p]: permission option needs a watch given prior to it",
                "-a always,exit -p w|16|[-p]: permission option needs a watch given prior to it",
                "-w /x -p w -p r|12|[-p]: the watch has permissions already; say it once",
                "-w /x -p wz|10|Permission [z] isn't supported: [wz]; some of rwxa",
                "-w x|4|The path must start with '/': [x]",
                "-w /x -S open|7|[-S]: syscall options are not allowed with a watch; write -a always,exit -F dir=",
                "-d always,exit -k x|1|[-d always,exit -k x]: no rule before it reads [-a always,exit -k x]",
                "-b 8192|1|option [-b] is a setting; write backlog_limit into conf/doorward.cfg",
                "-D -k|4|[-k]: Wrong number of options for Delete all request; -D takes nothing but -k KEY",
                "-a always,exit -F lane=fast|19|lane [fast]: expected reliable or lossy",
                "-a never,user -F msgtype=BOGUS|18|-F unknown message type - [BOGUS]; such as USER_CMD, SERVICE_START, or a number",
                "-a always,exit -F msgtype=USER_CMD|1|msgtype field can only be used with exclude or user filter list; operations are selected by -S KIND",
                "-a always,exit -F commit!=exit|19|[commit] only takes = operator, not [!=]",
                "-a always,exit -F commit=now|19|commit [now]: expected none, exit or entry",
                "-a always,exit -F commit=exit -F commit=none|34|commit [none]: the rule says commit=exit already; say it once",
                "-a always,user -F commit=exit|1|-S, lane and commit can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with user filter list",
                "-a never,exit -S file.open -F commit=none|31|commit=none does not go with [never], which records nothing; leave it out",
                "-a always,exit -F lane=lossy -F commit=exit|33|commit=exit does not go with [lane=lossy], which waits for nothing; leave one out",
                "-a always,exit -F success=0 -F commit=entry|32|commit=entry does not go with [success=0]: the outcome is known only at the exit; take commit=exit, or leave the outcome out",
                "-a always,exit -F commit=entry -S file.open -F exit!=-EACCES|19|commit=entry does not go with [exit!=-EACCES]: the outcome is known only at the exit; take commit=exit, or leave the outcome out",
                "-a never,user -S file.open|1|-S, lane and commit can only be used with exit filter list; Only msgtype, *uid, *gid, pid, ppid, sessionid and key fields can be used with user filter list",
                "-D -a always,exit|4|[-a]: Wrong number of options for Delete all request; -D takes nothing but -k KEY"
            })
    void aWrongRuleIsToldWhatWhereAndWhatToDo(String line, int column, String message) {
        assertThatThrownBy(() -> RuleSet.parse("audit.rules", List.of("# first", line)))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage("audit.rules:2:" + column + ": " + message);
    }

    @Test
    void keysOfARuleHaveAtMost256BytesTogether() throws RuleSyntaxException {
        String long1 = "\u00e4".repeat(64); // 128 bytes
        String fits = "-a always,exit -k " + long1 + " -k " + "x".repeat(127);
        assertThat(RuleSet.parse("r", List.of(fits)).rules().get(0).keys()).hasSize(2);

        assertThatThrownBy(() -> RuleSet.parse("r", List.of(fits + "x")))
                .hasMessage("r:1:" + (fits.length() - 126) + ": key [" + "x".repeat(128)
                        + "]: all keys of a rule together have at most 256 bytes");
    }

    @Test
    void theLineAndColumnAreSaidOfTheFirstError() {
        assertThatThrownBy(() -> RuleSet.parse(
                        "/conf/audit.rules", List.of("-a always,exit", "", "\t-a  always,exit -F  bogus=1", "-Z")))
                .isInstanceOfSatisfying(RuleSyntaxException.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(22);
                    assertThat(e.getMessage()).startsWith("/conf/audit.rules:3:22: -F unknown field: [bogus]");
                });
    }

    @Property
    void noLineMakesTheParserFailOtherwise(@ForAll String line) {
        try {
            RuleSet.parse("fuzz", List.of(line));
        } catch (RuleSyntaxException e) {
            assertThat(e.line()).isEqualTo(1);
            assertThat(e.column()).isPositive();
        }
    }

    @Property
    void noSequenceOfRuleWordsMakesTheParserFailOtherwise(@ForAll("words") List<String> words) {
        try {
            RuleSet.parse("fuzz", List.of(String.join(" ", words)));
        } catch (RuleSyntaxException e) {
            assertThat(e.getMessage()).startsWith("fuzz:1:");
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "-a",
                        "always,exit",
                        "never,user",
                        "-S",
                        "file.*",
                        "-C",
                        "uid!=euid",
                        "-e",
                        "2",
                        "always,exclude",
                        "saddr_fam=inet",
                        "-F",
                        "path=/x",
                        "exit<-EINVAL",
                        "exit",
                        "-k",
                        "-w",
                        "-W",
                        "-A",
                        "-d",
                        "-p",
                        "rwxa",
                        "/srv/x",
                        "openat",
                        "uid>=root",
                        "bundle=a.*",
                        "exception!=java.*",
                        "tenant=t",
                        "exit&=3",
                        "b",
                        "k",
                        "-D",
                        "#",
                        "success=1",
                        "lane=lossy",
                        "commit=entry",
                        "==",
                        "msgtype=USER")
                .list()
                .ofMaxSize(8);
    }
}
