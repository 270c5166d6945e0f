%% What no table of ejabberd's knows of its connections: TLS, mechanism, presence, counts. Hooks note it in a table of this
%% node, each in the process of the connection itself, so that nobody has to be asked, and nobody waits for an answer.
-module(mod_bailiwick_connections).
-behaviour(gen_server).

-export([start/1, stop/1, start_link/0, of_pids/1, of_kind/1, counts/0, octets/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([client_received/3, client_opened/1, client_presence/1, peer_in_received/3, peer_in_authenticated/3,
         peer_out_started/2, peer_out_received/3, peer_out_authenticated/2, component_started/2,
         count_client_in/1, count_client_out/1, count_peer_in/1, count_peer_out/1, peer_out_sent/3, count_component_in/1,
         client_closing/2, peer_in_closing/2]).

-include_lib("p1_xmpp/include/xmpp.hrl").

-define(TABLE, mod_bailiwick_connections).
-define(COUNTERS, mod_bailiwick_counters).
-define(MECHANISM, mod_bailiwick_mechanism).
-define(STANZAS, mod_bailiwick_stanzas).

%% One process for all domains. It keeps the table, and takes out whose process has ended.
start(Host) ->
    Spec = #{id => ?MODULE, start => {?MODULE, start_link, []}, restart => permanent, shutdown => 5000},
    case supervisor:start_child(ejabberd_gen_mod_sup, Spec) of
        {ok, _} -> ok;
        {error, {already_started, _}} -> ok;
        {error, already_present} -> ok
    end,
    [ejabberd_hooks:add(Hook, Host, ?MODULE, Function, 10) || {Hook, Function} <- hooks()],
    [ejabberd_hooks:add(component_init, ?MODULE, component_started, 110) || first_host(Host)],
    ok.

stop(Host) ->
    [ejabberd_hooks:delete(component_init, ?MODULE, component_started, 110) || first_host(Host)],
    [ejabberd_hooks:delete(Hook, Host, ?MODULE, Function, 10) || {Hook, Function} <- hooks()],
    ok.

first_host(Host) -> hd(ejabberd_option:hosts()) =:= Host.

hooks() ->
    [{c2s_handle_recv, client_received}, {c2s_session_opened, client_opened}, {c2s_session_resumed, client_opened},
     {c2s_self_presence, client_presence}, {user_send_packet, count_client_in}, {user_receive_packet, count_client_out},
     {s2s_in_handle_recv, peer_in_received}, {s2s_in_auth_result, peer_in_authenticated},
     {s2s_out_init, peer_out_started}, {s2s_out_handle_recv, peer_out_received},
     {s2s_out_auth_result, peer_out_authenticated}, {s2s_receive_packet, count_peer_in}, {s2s_send_packet, count_peer_out},
     {s2s_out_handle_send, peer_out_sent}, {component_send_packet, count_component_in},
     {c2s_closed, client_closing}, {c2s_terminated, client_closing}, {s2s_in_closed, peer_in_closing}].

%% What is known of connections of this node: a map from pid to a map.
of_pids(Pids) -> maps:from_list([{Pid, Known} || Pid <- Pids, {_, _, Known} <- ets:lookup(?TABLE, Pid)]).

%% All of one kind (client, peer, component): a list of {pid, map}, with stanzas counted until now.
of_kind(Kind) -> [{Pid, counted(Known)} || [Pid, Known] <- ets:match(?TABLE, {'$1', Kind, '$2'})].

counted(#{stanzas := Counter} = Known) ->
    %% Streams between servers go one way.
    case Known of
        #{direction := in} -> Known#{stanzas_in => counters:get(Counter, 1)};
        #{direction := out} -> Known#{stanzas_out => counters:get(Counter, 2)}
    end;
counted(Known) -> Known.

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ets:new(?TABLE, [named_table, public, {write_concurrency, true}, {read_concurrency, true}]),
    Since = erlang:system_time(second),
    persistent_term:put(?COUNTERS, {Since, counters:new(18, [write_concurrency])}),
    {ok, #{watched => #{}, octets => mod_bailiwick_octets:new()}}.

handle_call(octets, _From, #{octets := Octets} = State) ->
    Looked = ets:foldl(fun look/2, Octets, ?TABLE),
    {reply, mod_bailiwick_octets:counts(Looked), State#{octets := Looked}};
handle_call(_Request, _From, State) -> {reply, ok, State}.

handle_cast({watch, Pid}, State) -> {noreply, watch(Pid, State)};
handle_cast({carried, Pid, Kind, Carried}, #{octets := Octets} = State) ->
    {noreply, watch(Pid, State#{octets := mod_bailiwick_octets:carried(Pid, Kind, Carried, Octets)})};
handle_cast(_Message, State) -> {noreply, State}.

handle_info({'DOWN', _Monitor, process, Pid, _Reason}, #{watched := Watched, octets := Octets}) ->
    ets:delete(?TABLE, Pid),
    {noreply, #{watched => maps:remove(Pid, Watched), octets => mod_bailiwick_octets:ended(Pid, Octets)}};
handle_info(_Message, State) -> {noreply, State}.

watch(Pid, #{watched := Watched} = State) when is_map_key(Pid, Watched) -> State;
watch(Pid, #{watched := Watched} = State) -> State#{watched := Watched#{Pid => monitor(process, Pid)}}.

look({Pid, client, #{socket := Socket}}, Octets) -> mod_bailiwick_octets:look(Pid, 'c2s', Socket, Octets);
look({Pid, peer, #{direction := in, socket := Socket}}, Octets) -> mod_bailiwick_octets:look(Pid, 's2s-in', Socket, Octets);
look({Pid, peer, #{direction := out, socket := Socket}}, Octets) -> mod_bailiwick_octets:look(Pid, 's2s-out', Socket, Octets);
look(_Connection, Octets) -> Octets.

%% A table that isn't there (this module is being stopped) must not end a connection.
note(Kind, Changes) ->
    try
        Before = case ets:lookup(?TABLE, self()) of [{_, _, Known}] -> Known; [] -> #{} end,
        ets:insert(?TABLE, {self(), Kind, maps:merge(Before, Changes)}),
        gen_server:cast(?MODULE, {watch, self()})
    catch error:badarg -> ok
    end.

%% Clients. The mechanism is the last that was tried before the session was opened.
client_received(State, _Element, #sasl_auth{mechanism = Mechanism}) when byte_size(Mechanism) =< 40 ->
    State#{?MECHANISM => Mechanism};
client_received(State, _Element, _Packet) -> State.

client_opened(State) ->
    note(client, (secured(State))#{mechanism => maps:get(?MECHANISM, State, undefined)}),
    State.

client_presence({#presence{type = available, show = Show, status = Status}, _State} = Acc) ->
    note(client, #{show => case Show of undefined -> available; _ -> Show end, status => mod_bailiwick_form:brief(xmpp:get_text(Status))}),
    Acc;
client_presence(Acc) -> Acc.

%% Peers. Only EXTERNAL and dialback (XEP-0220) authenticate one, and what was not the first was the second.
peer_in_received(State, _Element, #sasl_auth{mechanism = <<"EXTERNAL">>}) -> State#{?MECHANISM => certificate};
peer_in_received(State, _Element, _Packet) -> State.

peer_in_authenticated(#{lserver := Local} = State, true, Remote) ->
    Counter = counter_of(State),
    note(peer, maps:merge(secured(State), (certified(State))#{
        direction => in, local => Local, remote => Remote, state => open, since => erlang:system_time(second),
        authentication => maps:get(?MECHANISM, State, dialback), stanzas => Counter})),
    State#{?STANZAS => Counter};
peer_in_authenticated(State, _Result, _Remote) -> State.

peer_out_started({ok, #{server := Local, remote_server := Remote} = State}, _Opts) ->
    note(peer, #{direction => out, local => Local, remote => Remote, state => connecting}),
    {ok, State};
peer_out_started(Acc, _Opts) -> Acc.

peer_out_received(State, _Element, #sasl_success{}) -> State#{?MECHANISM => certificate};
peer_out_received(State, _Element, _Packet) -> State.

peer_out_authenticated(#{server := Local, remote_server := Remote} = State, true) ->
    Counter = counter_of(State),
    note(peer, maps:merge(secured(State), (certified(State))#{
        direction => out, local => Local, remote => Remote, state => open, since => erlang:system_time(second),
        authentication => maps:get(?MECHANISM, State, dialback), stanzas => Counter})),
    State#{?STANZAS => Counter};
peer_out_authenticated(State, _Result) -> State.

counter_of(State) -> maps:get(?STANZAS, State, counters:new(2, [])).

component_started({ok, State}, _Opts) ->
    note(component, secured(State)),
    {ok, State};
component_started(Acc, _Opts) -> Acc.

%% The socket is asked once more before it closes, also that of somebody who was never let in. Streams that we opened ourselves
%% are closed before ejabberd tells of it.
client_closing(State, _Reason) -> closing('c2s', State), State.
peer_in_closing(State, _Reason) -> closing('s2s-in', State), State.

closing(Kind, State) ->
    case counts_since_it_opened(State) andalso mod_bailiwick_octets:of_socket(mod_bailiwick_octets:socket()) of
        {_, _} = Carried -> gen_server:cast(?MODULE, {carried, self(), Kind, Carried});
        _ -> ok
    end.

%% A stream that is older than this module carried most of it before `since`, and would come as one lump.
counts_since_it_opened(State) ->
    try ets:lookup(?TABLE, self()) of
        [{_, _, #{socket := _}}] -> true;
        _ -> not maps:get(stream_authenticated, State, false)
    catch error:badarg -> false
    end.

%% Address, TLS version and cipher of a stream, and the socket that counts its octets.
secured(State) ->
    {Address, Port} = case State of #{ip := {Ip, Number}} -> {list_to_binary(inet:ntoa(Ip)), Number}; _ -> {undefined, undefined} end,
    {Version, Cipher} = cipher(State),
    #{address => Address, port => Port, cipher => Cipher, tls => Version, socket => mod_bailiwick_octets:socket()}.

%% fast_tls tells both in one text: "TLSv1.3 TLS_AES_256_GCM_SHA384".
cipher(#{socket := Socket}) ->
    try xmpp_socket:get_negotiated_cipher(Socket) of
        {ok, Text} ->
            case binary:split(Text, <<" ">>) of
                [Version, Cipher] -> {Version, Cipher};
                _ -> {undefined, undefined}
            end;
        _ -> {undefined, undefined}
    catch _:_ -> {undefined, undefined}
    end;
cipher(_State) -> {undefined, undefined}.

certified(#{socket := Socket}) ->
    try xmpp_socket:get_peer_certificate(Socket, otp) of
        %% RFC 5280, 4.1.2: version, serial number, signature, issuer, validity, subject. Debian has the records' headers in
        %% another package, and their order is that of the standard.
        {ok, {'OTPCertificate', Signed, _, _}} when element(1, Signed) =:= 'OTPTBSCertificate' ->
            {'Validity', _, NotAfter} = element(6, Signed),
            #{certificate_subject => subject(element(7, Signed)), certificate_expires => expiry(NotAfter)};
        _ -> #{}
    catch _:_ -> #{}
    end;
certified(_State) -> #{}.

%% The common name, or all parts in the order of the certificate.
subject({rdnSequence, Sets}) ->
    Parts = [{Type, printed(Value)} || Set <- Sets, {'AttributeTypeAndValue', Type, Value} <- Set],
    case lists:keyfind({2, 5, 4, 3}, 1, Parts) of
        {_, Name} -> <<"CN=", Name/binary>>;
        false -> iolist_to_binary(lists:join(<<", ">>, [Value || {_, Value} <- Parts]))
    end.

printed({_, Text}) -> printed(Text);
printed(Text) when is_list(Text) -> unicode:characters_to_binary(Text);
printed(Text) when is_binary(Text) -> Text;
printed(_) -> <<>>.

%% RFC 5280, 4.1.2.5.1: two digits of a year mean 1950 to 2049.
expiry({utcTime, [A, B | _] = Text}) ->
    Century = case list_to_integer([A, B]) < 50 of true -> "20"; false -> "19" end,
    expiry({generalTime, Century ++ Text});
expiry({generalTime, Text}) ->
    {ok, [Year, Month, Day, Hour, Minute, Second], "Z"} = io_lib:fread("~4d~2d~2d~2d~2d~2d", Text),
    Seconds = calendar:datetime_to_gregorian_seconds({{Year, Month, Day}, {Hour, Minute, Second}}),
    Seconds - calendar:datetime_to_gregorian_seconds({{1970, 1, 1}, {0, 0, 0}}).

%% Stanzas since the start, by scope, direction and kind; one addition each.
count_client_in({Packet, _} = Acc) -> count(0, Packet), Acc.
count_client_out({Packet, _} = Acc) -> count(3, Packet), Acc.
count_peer_in({Packet, State} = Acc) -> count(6, Packet), on_connection(State, 1), Acc.
count_peer_out(Packet) -> count(9, Packet), Packet.
peer_out_sent(State, Packet, ok) when ?is_stanza(Packet) -> on_connection(State, 2), State;
peer_out_sent(State, _Packet, _Result) -> State.
count_component_in({Packet, _} = Acc) -> count(12, Packet), Acc.

on_connection(#{?STANZAS := Counter}, Index) -> counters:add(Counter, Index, 1);
on_connection(_State, _Index) -> ok.

count(Base, #message{}) -> add(Base + 1);
count(Base, #presence{}) -> add(Base + 2);
count(Base, #iq{}) -> add(Base + 3);
count(_Base, _Packet) -> ok.

add(Index) ->
    case persistent_term:get(?COUNTERS, none) of
        {_, Counters} -> counters:add(Counters, Index, 1);
        none -> ok
    end.

%% {since, [{Scope, Direction, Kind, Count}]} of this node. What goes out to components passes no hook and isn't counted.
counts() ->
    {Since, Counters} = persistent_term:get(?COUNTERS),
    Groups = [{c2s, in, 0}, {c2s, out, 3}, {s2s, in, 6}, {s2s, out, 9}, {component, in, 12}],
    {Since, [{Scope, Direction, Kind, counters:get(Counters, Base + Offset)}
             || {Scope, Direction, Base} <- Groups, {Kind, Offset} <- [{message, 1}, {presence, 2}, {iq, 3}]]}.

%% [{Kind of session, Direction, Octets}] of this node; nothing while nobody can say.
octets() ->
    try gen_server:call(?MODULE, octets, 10000)
    catch exit:_ -> []
    end.
