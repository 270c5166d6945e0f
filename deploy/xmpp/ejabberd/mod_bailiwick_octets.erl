%% Octets that connections carried, as their sockets count them, with what TLS adds. A value, kept by the process that watches connections (mod_bailiwick_connections).
-module(mod_bailiwick_octets).

-export([socket/0, of_socket/1, new/0, look/4, carried/4, ended/2, counts/1]).

%% What connections carried that have ended, by kind, and what was last known of those that live.
-record(octets, {ended = #{}, known = #{}}).

-define(KINDS, ['c2s', 's2s-in', 's2s-out']).

%% The socket of the connection whose process asks; undefined where it has none of its own, as with WebSocket and BOSH.
socket() ->
    {links, Links} = process_info(self(), links),
    case [Port || Port <- Links, is_port(Port)] of [Port | _] -> Port; [] -> undefined end.

%% {In, Out}, asked by whichever process.
of_socket(Socket) when is_port(Socket) ->
    case inet:getstat(Socket, [recv_oct, send_oct]) of
        {ok, [{recv_oct, In}, {send_oct, Out}]} -> {In, Out};
        {error, _} -> unknown
    end;
of_socket(undefined) -> unknown.

new() -> #octets{}.

%% One that is closed already says nothing, and what was known of it stays.
look(Pid, Kind, Socket, Octets) ->
    case of_socket(Socket) of
        unknown -> Octets;
        Carried -> carried(Pid, Kind, Carried, Octets)
    end.

carried(Pid, Kind, Carried, #octets{known = Known} = Octets) -> Octets#octets{known = Known#{Pid => {Kind, Carried}}}.

ended(Pid, #octets{ended = Ended, known = Known} = Octets) ->
    case Known of
        #{Pid := {Kind, Carried}} -> #octets{ended = add(Kind, Carried, Ended), known = maps:remove(Pid, Known)};
        _ -> Octets
    end.

%% [{Kind, Direction, Count}]: never less than the last time.
counts(#octets{ended = Ended, known = Known}) ->
    All = maps:fold(fun(_Pid, {Kind, Carried}, Sum) -> add(Kind, Carried, Sum) end, Ended, Known),
    lists:append([[{Kind, in, In}, {Kind, out, Out}] || Kind <- ?KINDS, {In, Out} <- [maps:get(Kind, All, {0, 0})]]).

add(Kind, {In, Out}, Sums) ->
    {BeforeIn, BeforeOut} = maps:get(Kind, Sums, {0, 0}),
    Sums#{Kind => {BeforeIn + In, BeforeOut + Out}}.
