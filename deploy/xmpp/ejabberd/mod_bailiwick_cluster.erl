%% Nodes that join the cluster, leave it, or are forgotten by it. What stands in the way is found here, for the form and for the
%% act alike; what is done on a node itself is in mod_bailiwick_node.erl. A name that came in is compared as text; it becomes an
%% atom only when the port mapper of its host knows a node of that name.
-module(mod_bailiwick_cluster).

-export([commands/0, run/3, open/1]).

-define(NODE_MS, 5000).
-define(EPMD_MS, 3000).
-define(LOOK_MS, 500).
-define(DRAIN_MS, 20000).

commands() ->
    Node = [{<<"node">>, node, required, <<"Name of the node">>}],
    [{<<"cluster-check">>, <<"Look at a node of the cluster">>, Node},
     {<<"cluster-join">>, <<"Have a node join the cluster">>, Node},
     {<<"cluster-drain">>, <<"Close the sessions of a node">>, Node ++ [{<<"undo">>, {one_of, [<<"0">>, <<"1">>]}, optional, <<"Listen again">>}]},
     {<<"cluster-leave">>, <<"Have a node leave the cluster">>, Node ++ [{<<"restore">>, text, optional, <<"Folder with what it held before it joined">>}]},
     {<<"cluster-forget">>, <<"Remove a node that is gone">>, Node}].

run(Name, #{<<"node">> := Node} = Values, _Context) ->
    ejabberd_option:cluster_backend() =:= mnesia orelse
        mod_bailiwick_form:refuse(not_implemented, <<"This cluster isn't kept by Mnesia">>),
    act(Name, look(Node), Values).

act(<<"cluster-check">>, Seen, _Values) ->
    {table, [{<<"table">>, 'text-single'}, {<<"records">>, 'text-single'}],
     [[{<<"table">>, Table}, {<<"records">>, Size}] || {Table, Size} <- maps:get(alone, Seen, [])], fields(Seen)};
act(<<"cluster-join">>, #{state := member, missing := [_ | _] = Missing, node := Node}, _Values) ->
    erpc:call(Node, mod_bailiwick_node, copy_tables, [Missing], 50000),
    state(member);
act(<<"cluster-join">>, #{state := State}, _Values) when State =:= member; State =:= changing -> state(State);
act(<<"cluster-join">>, Seen, _Values) ->
    unhindered(join_why, Seen),
    begun(maps:get(node, Seen), join, [node()]);
act(<<"cluster-drain">>, #{state := member, node := Node, members := _}, Values) ->
    {Ended, Left} = case Values of
        #{<<"undo">> := <<"1">>} -> erpc:call(Node, mod_bailiwick_node, listen, [], ?NODE_MS);
        #{} -> erpc:call(Node, mod_bailiwick_node, drain, [], ?DRAIN_MS)
    end,
    {fields, [{<<"ended">>, Ended}, {<<"left">>, Left}]};
act(<<"cluster-drain">>, _Seen, _Values) -> mod_bailiwick_form:refuse(not_now, <<"That node is no member that runs">>);
act(<<"cluster-leave">>, #{state := changing}, _Values) -> state(changing);
act(<<"cluster-leave">>, #{state := State, node := Node, kept := Kept}, #{<<"restore">> := Folder}) when State =/= member ->
    begun(Node, leave, [node(), known_folder(Folder, Kept)]);
act(<<"cluster-leave">>, #{state := State}, _Values) when State =:= outside; State =:= unreachable -> state(outside);
act(<<"cluster-leave">>, #{node := Node, others := Others} = Seen, Values) ->
    unhindered(leave_why, Seen),
    Restore = case Values of
        #{<<"restore">> := Folder} -> known_folder(Folder, maps:get(kept, Seen, []));
        #{} -> none
    end,
    begun(Node, leave, [hd([One || One <- [node()], One =/= Node] ++ Others), Restore]);
act(<<"cluster-forget">>, #{state := State}, _Values) when State =:= outside; State =:= unreachable -> state(outside);
act(<<"cluster-forget">>, #{node := Node} = Seen, _Values) ->
    unhindered(forget_why, Seen),
    case mnesia:del_table_copy(schema, Node) of
        {atomic, ok} -> state(outside);
        {aborted, Why} -> mod_bailiwick_form:refuse(not_now, [<<"Mnesia refuses: ">>, io_lib:format("~0p", [Why])])
    end.

state(State) -> {fields, [{<<"state">>, State}]}.

unhindered(Key, Seen) ->
    case maps:get(Key, Seen, []) of
        [] -> ok;
        [Why | _] -> mod_bailiwick_form:refuse(not_now, Why)
    end.

known_folder(Folder, Kept) ->
    lists:member(Folder, Kept) orelse mod_bailiwick_form:refuse(bad_request, <<"restore is one of the folders that cluster-check names">>),
    Folder.

begun(Node, What, Arguments) ->
    case erpc:call(Node, mod_bailiwick_node, What, Arguments, ?NODE_MS) of
        ok -> state(changing);
        busy -> state(changing);
        not_running -> mod_bailiwick_form:refuse(not_now, <<"ejabberd is starting there, or doesn't run: look again in a moment">>)
    end.

fields(Seen) ->
    Of = fun(Key) -> maps:get(Key, Seen, undefined) end,
    [{<<"node">>, Of(name)}, {<<"state">>, Of(state)}, {<<"step">>, Of(step)}, {<<"failed">>, Of(failed)},
     {<<"version">>, Of(version)}, {<<"sessions">>, Of(sessions)}, {<<"rooms">>, Of(rooms)}, {<<"folder">>, Of(folder)},
     {<<"kept">>, Of(kept)}, {<<"listens">>, Of(listens)}, {<<"self">>, Of(self)}, {<<"answers">>, Of(answers)},
     {<<"known-by">>, [atom_to_binary(One) || One <- maps:get(known_by, Seen, [])]},
     {<<"others">>, [atom_to_binary(One) || One <- Of(others)]},
     {<<"missing">>, [atom_to_binary(Table) || Table <- maps:get(missing, Seen, [])]},
     {<<"join-why">>, Of(join_why)}, {<<"leave-why">>, Of(leave_why)}, {<<"forget-why">>, Of(forget_why)}, {<<"differs">>, Of(differs)}].

%% Everything about a node, by its name as text.
look(Name) ->
    Running = ejabberd_cluster:get_nodes(),
    Beliefs = [{One, Known} || {One, {ok, Known}} <- lists:zip(Running, erpc:multicall(Running, mod_bailiwick_node, members, [], ?NODE_MS))],
    Known = lists:usort([node() | Running] ++ lists:append([Nodes || {_, {Nodes, _}} <- Beliefs])),
    Seen = case [One || One <- Known, atom_to_binary(One) =:= Name] of
        [Node] -> member(Node, Running, Beliefs);
        [] -> outside(Name, Known)
    end,
    Subject = maps:get(node, Seen, undefined),
    Answers = Subject =/= undefined andalso reached(Subject),
    Subject =:= undefined orelse lists:member(Subject, Running) orelse release(Subject),
    Seen#{name => Name, answers => Answers, known_by => [One || {One, {Nodes, _}} <- Beliefs, One =/= Subject, lists:member(Subject, Nodes)], others => lists:sort(Running -- [Subject]),
          self => Subject =:= node()}.

member(Node, Running, Beliefs) ->
    Facts = facts(Node),
    case lists:member(Node, Running) of
        true when is_map(Facts) -> running_member(Node, Running, Facts);
        Runs -> stopped_member(Node, Running -- [Node], Beliefs, Facts, Runs)
    end.

running_member(Node, Running, Facts) ->
    Alone = sole(Node),
    Leave = [<<"ejabberd is starting there: look again in a moment">> || not is_map_key(members, Facts)] ++
        [<<"It is the only node that runs">> || Running -- [Node] =:= []] ++
        [[<<"Only it holds ">>, join_text([atom_to_binary(Table) || {Table, _} <- Alone])] || Alone =/= []],
    changing(Facts, Facts#{state => member, node => Node, alone => Alone, missing => missing(Node), differs => [],
                           join_why => [<<"It is a member already">>], leave_why => texts(Leave),
                           forget_why => [<<"It runs: have it leave instead">>]}).

stopped_member(Node, Others, Beliefs, Facts, Runs) ->
    Silent = [atom_to_binary(One) || One <- Others, not lists:keymember(One, 1, Beliefs)],
    Counting = [atom_to_binary(One) || {One, {_, Counted}} <- Beliefs, One =/= Node, lists:member(Node, Counted)],
    Why = [<<"Its Erlang node still answers: stop its process first">> || is_map(Facts) orelse Runs orelse reached(Node)] ++
        [[join_text(Counting), <<" still counts it as running">>] || Counting =/= []] ++
        [[join_text(Silent), <<" could not be asked">>] || Silent =/= []],
    %% Where its files are gone it begins anew, and is taken for new; otherwise it comes back when it is started.
    Again = case Facts of
        #{members := _} -> hindrances(Node, Facts, [Node | Others]);
        _ -> [<<"It doesn't run: start it, or remove it">>]
    end,
    Common = #{state => stopped, node => Node, alone => sole(Node), forget_why => texts(Why), join_why => Again,
               leave_why => [<<"It doesn't run: start it, or remove it">>]},
    case Facts of
        #{} -> changing(Facts, maps:merge(Facts, Common));
        _ -> Common
    end.

changing(#{step := Step}, Seen) when Step =/= undefined -> Seen#{state => changing};
changing(_Facts, Seen) -> Seen.

outside(Name, Known) ->
    NotMember = [<<"It is no member">>],
    Base = #{state => unreachable, leave_why => NotMember, forget_why => NotMember},
    case find(Name) of
        {error, Why} -> Base#{join_why => texts([Why])};
        {ok, Node} ->
            Facts = facts(Node),
            case Facts of
                #{} -> changing(Facts, maps:merge(Facts, Base#{state => outside, node => Node, alone => maps:get(own, Facts, []),
                                                               join_why => hindrances(Node, Facts, Known),
                                                               differs => differences(Facts)}));
                {error, Why} -> Base#{state => outside, node => Node, join_why => [Why]}
            end
    end.

%% Why it can't join, as sentences. Nodes that are ours already are no other cluster: we may have been forgotten there, or it here.
hindrances(_Node, #{step := Step}, _Known) when Step =/= undefined -> [<<"It is joining or leaving at this moment">>];
hindrances(_Node, #{starting := true}, _Known) -> [<<"ejabberd is starting there: look again in a moment">>];
hindrances(_Node, #{running := false}, _Known) -> [<<"ejabberd doesn't run there: start its process again">>];
hindrances(Node, #{version := Version, hosts := Hosts, backend := Backend, digest := Digest, members := Members}, Known) ->
    Mine = ejabberd_option:version(),
    Others = Members -- [Node | Known],
    texts([[<<"It runs ejabberd ">>, Version, <<", and this cluster ">>, Mine] || Version =/= Mine] ++
          [[<<"It serves ">>, join_text(Hosts), <<", and this cluster ">>, join_text(hosts())] || Hosts =/= hosts()] ++
          [<<"Its cluster isn't kept by Mnesia">> || Backend =/= mnesia] ++
          [<<"Another version of mod_bailiwick is installed there">> || Digest =/= mod_bailiwick_node:digest()] ++
          [[<<"It is in a cluster with ">>, join_text([atom_to_binary(One) || One <- Others]), <<": have it leave that one first">>]
           || Others =/= []]).

differences(#{modules := Theirs, release := Release}) ->
    Here = mod_bailiwick_node:modules(),
    Mine = list_to_binary(erlang:system_info(otp_release)),
    texts([[<<"Erlang/OTP ">>, Release, <<" there, ">>, Mine, <<" here">>] || Release =/= Mine] ++
          [[atom_to_binary(Module), <<" for ">>, Host, <<" is loaded here and not there">>] || {Host, Module} <- Here -- Theirs] ++
          [[atom_to_binary(Module), <<" for ">>, Host, <<" is loaded there and not here">>] || {Host, Module} <- Theirs -- Here]);
differences(_Facts) -> [].

hosts() -> lists:sort(ejabberd_option:hosts()).

%% A node that the port mapper of its host knows, and that lets us in. Hidden: two clusters don't become one net by a look.
find(Name) ->
    [Short, Host] = binary:split(Name, <<"@">>),
    Long = net_kernel:longnames(),
    Dots = binary:match(Host, <<".">>) =/= nomatch,
    case {Long, Dots} of
        {false, true} -> {error, <<"The nodes of this cluster have short names, without dots behind the @">>};
        {true, false} -> {error, <<"The nodes of this cluster have long names, with a domain behind the @">>};
        _ -> registered(Name, binary_to_list(Short), binary_to_list(Host))
    end.

registered(Name, Short, Host) ->
    case (net_kernel:epmd_module()):port_please(Short, Host, ?EPMD_MS) of
        {port, Port, _} ->
            Node = binary_to_atom(Name),
            case reached(Node) of
                true -> {ok, Node};
                false -> {error, refused(Host, Port)}
            end;
        noport -> {error, [<<"No Erlang node ">>, Short, <<" is registered on ">>, Host, <<": it doesn't run, or has another name">>]};
        _ -> {error, [<<"The port mapper (epmd) of ">>, Host, <<" can't be reached">>]}
    end.

%% Why a node that is registered doesn't let us in.
refused(Host, Port) ->
    Where = [Host, <<", port ">>, integer_to_binary(Port)],
    case open(Host, Port, ?EPMD_MS) of
        true ->
            [<<"It doesn't let this cluster in: the Erlang cookies differ. Give it the cookie of this cluster (.erlang.cookie) and start it again">>];
        false -> [<<"Its distribution can't be reached (">>, Where, <<"): a firewall may stand between">>]
    end.

%% Its Erlang node is registered at its host and accepts connections. Nothing is begun on one: a node that is just starting must not
%% be connected and let go again, or Mnesia takes the two for partitioned.
open(Node) ->
    [Short, Host] = string:split(atom_to_list(Node), "@"),
    case (net_kernel:epmd_module()):port_please(Short, Host, ?LOOK_MS) of
        {port, Port, _} -> open(Host, Port, ?LOOK_MS);
        _ -> false
    end.

open(Host, Port, Ms) ->
    case gen_tcp:connect(Host, Port, [], Ms) of
        {ok, Socket} -> gen_tcp:close(Socket) =:= ok;
        {error, _} -> false
    end.

reached(Node) -> Node =:= node() orelse net_kernel:hidden_connect_node(Node) =:= true.

release(Node) ->
    lists:member(Node, nodes(hidden)) andalso erlang:disconnect_node(Node),
    ok.

facts(Node) ->
    try reached(Node) andalso erpc:call(Node, mod_bailiwick_node, facts, [], ?NODE_MS) of
        false -> {error, <<"It can't be reached">>};
        Facts -> Facts
    catch
        error:{exception, undef, _} -> {error, <<"mod_bailiwick isn't installed there, or an older one: install it, and start the node again">>};
        _:_ -> {error, <<"It didn't say what it is">>}
    end.

%% Tables with something in them that no other node has a copy of. What is local to each node is no loss.
sole(Node) ->
    lists:sort([{Table, Size} || Table <- mnesia:system_info(tables), not mnesia:table_info(Table, local_content),
                                 mnesia:table_info(Table, all_nodes) =:= [Node],
                                 (Size = size_of(Node, Table)) =/= 0]).

size_of(Node, Table) ->
    try erpc:call(Node, mnesia, table_info, [Table, size], ?NODE_MS)
    catch _:_ -> undefined
    end.

%% Every member has every table of which one has a copy; a join that was cut off hasn't.
missing(Node) ->
    [Table || Table <- mnesia:system_info(tables), Table =/= schema, not lists:member(Node, mnesia:table_info(Table, all_nodes))].

join_text(Texts) -> lists:join(<<", ">>, Texts).

texts(Parts) -> [iolist_to_binary(Part) || Part <- Parts].
