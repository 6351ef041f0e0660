namespace Minderbinder.Testing.Tests;

public class SyscallArgumentsTests
{
    [Fact]
    public void Every_call_of_the_table_exists_and_stands_there_once()
    {
        SyscallArguments.Syscalls.ShouldBeSubsetOf(SyscallTable.Names);
        SyscallArguments.Syscalls.ShouldBeUnique();
    }

    [Fact]
    public void No_argument_is_two_things()
    {
        foreach (var syscall in SyscallArguments.Syscalls)
        {
            var arguments = SyscallArguments.For(syscall);
            int?[] places =
            [
                .. arguments.Paths.SelectMany(path => new int?[] { path.Position, path.Folder }),
                arguments.Descriptor, arguments.SecondDescriptor, arguments.Address,
            ];

            places.OfType<int>().ShouldNotBeEmpty(syscall);
            places.OfType<int>().ShouldBeUnique(syscall);
            places.OfType<int>().ShouldAllBe(place => place >= 0 && place <= 5, syscall);
            arguments.Paths.Count.ShouldBeLessThanOrEqualTo(2, syscall);
        }
    }

    [Fact]
    public void Paths_and_their_folders()
    {
        SyscallArguments.For("open").Paths.ShouldBe([new PathArgument(0)]);
        SyscallArguments.For("openat").Paths.ShouldBe([new PathArgument(1, Folder: 0)]);
        SyscallArguments.For("rename").Paths.ShouldBe([new PathArgument(0), new PathArgument(1)]);
        SyscallArguments.For("renameat2").Paths.ShouldBe([new PathArgument(1, Folder: 0), new PathArgument(3, Folder: 2)]);
        SyscallArguments.For("symlinkat").Paths.ShouldBe([new PathArgument(2, Folder: 1)]);
    }

    [Fact]
    public void Descriptors()
    {
        SyscallArguments.For("fsync").Descriptor.ShouldBe(0);
        SyscallArguments.For("mmap").Descriptor.ShouldBe(4);
        SyscallArguments.For("copy_file_range").SecondDescriptor.ShouldBe(2);
        SyscallArguments.For("openat").Descriptor.ShouldBeNull();
    }

    [Fact]
    public void Addresses()
    {
        SyscallArguments.For("connect").Address.ShouldBe(1);
        SyscallArguments.For("sendto").Address.ShouldBe(4);
        // It is the kernel that fills this one in.
        SyscallArguments.For("recvfrom").Address.ShouldBeNull();
    }

    [Theory]
    [InlineData("read", true, true, true)]
    [InlineData("fsync", true, true, false)]
    [InlineData("connect", true, true, true)]
    [InlineData("openat", true, false, false)]
    [InlineData("epoll_wait", false, true, false)]
    [InlineData("getppid", false, false, false)]
    [InlineData("no such call", false, false, false)]
    public void What_a_filter_can_ask_for(string syscall, bool path, bool descriptor, bool peer)
    {
        var arguments = SyscallArguments.For(syscall);

        arguments.HasPath.ShouldBe(path);
        arguments.HasDescriptor.ShouldBe(descriptor);
        arguments.HasPeer.ShouldBe(peer);
    }
}
