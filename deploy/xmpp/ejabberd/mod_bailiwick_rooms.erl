%% Affiliations (XEP-0045) in every room that this server holds: rooms that run, on whichever node, and rooms that sleep in the
%% store, which are woken only when there is something to change.
-module(mod_bailiwick_rooms).

-export([services/0, held_by/1, copy/2, delete/1, replace/2]).

-include_lib("p1_xmpp/include/xmpp.hrl").
-include("mod_muc_room.hrl").

%% {Served domain, service}.
services() ->
    [{Server, Service} || Server <- ejabberd_option:hosts(), gen_mod:is_loaded(Server, mod_muc),
                          Service <- gen_mod:get_module_opt_hosts(Server, mod_muc)].

%% [{Room, affiliation}].
held_by(Who) ->
    lists:sort([{room(Place), Held} || {Place, Affiliations} <- all(), (Held = of_one(Who, Affiliations)) =/= none]).

copy(From, To) -> complain(pass_on(jid:tolower(From), jid:tolower(To), false)).

delete(Who) ->
    [change(Place, Who, none) || {Place, Affiliations} <- all(), of_one(Who, Affiliations) =/= none],
    ok.

%% Rows of the command replace-affiliate. The new one is set before the old one goes: no room is without an owner in between.
replace(Old, New) -> pass_on(jid:tolower(Old), jid:tolower(New), true).

pass_on(Old, New, Move) ->
    lists:sort(lists:flatmap(fun({Place, Affiliations}) ->
        case {of_one(Old, Affiliations), of_one(New, Affiliations)} of
            {none, none} -> [];
            {none, There} -> [row(Place, There, {false, undefined}) || Move];
            {Held, There} -> [row(Place, Held, move(Place, Old, New, Held, There, Move))]
        end
    end, all())).

%% Who has more already keeps it.
move(Place, Old, New, Held, There, Move) ->
    Given = case rank(Held) > rank(There) of true -> change(Place, New, Held); false -> unchanged end,
    Taken = case Move andalso Given =/= failed of true -> change(Place, Old, none); false -> unchanged end,
    case {Given, Taken} of
        {failed, _} -> {false, <<"the room did not take the new affiliation">>};
        {changed, failed} -> {true, <<"the room kept the old affiliation as well">>};
        {_, failed} -> {false, <<"the room kept the old affiliation">>};
        {unchanged, unchanged} -> {false, undefined};
        _ -> {true, undefined}
    end.

rank(Affiliation) -> maps:get(Affiliation, #{none => 0, outcast => 1, member => 2, admin => 3, owner => 4}).

row(Place, Affiliation, {Changed, Why}) ->
    [{<<"room">>, room(Place)}, {<<"affiliation">>, Affiliation}, {<<"changed">>, Changed}, {<<"why">>, Why}].

complain(Rows) ->
    case [Row || Row <- Rows, {<<"why">>, <<"the room", _/binary>>} <- Row] of
        [] -> ok;
        [[{_, Room} | _] | _] -> mod_bailiwick_form:refuse(not_implemented, [Room, <<" did not take the affiliation">>])
    end.

room({_Server, Service, Name}) -> jid:encode({Name, Service, <<>>}).

%% [{{Server, Service, Name}, [{ljid(), Affiliation}]}]
all() -> lists:flatmap(fun all/1, services()).

all({Server, Service}) ->
    Live = [{{Server, Service, Name}, state(Pid)} || {Name, _, Pid} <- mod_muc:get_online_rooms(Service)],
    Running = [Place || {Place, _} <- Live],
    Module = gen_mod:db_mod(Server, mod_muc),
    Stored = [{{Server, Service, Name}, proplists:get_value(affiliations, Options, [])}
              || {muc_room, {Name, _}, Options} <- Module:get_rooms(Server, Service)],
    Live ++ [Sleeping || {Place, _} = Sleeping <- Stored, not lists:member(Place, Running)].

state(Pid) ->
    try mod_muc_room:get_state(Pid) of
        {ok, #state{affiliations = Affiliations}} -> maps:to_list(Affiliations);
        _ -> []
    catch _:_ -> []
    end.

of_one(Who, Affiliations) ->
    case lists:keyfind(jid:remove_resource(Who), 1, Affiliations) of
        {_, {Affiliation, _Reason}} -> Affiliation;
        {_, Affiliation} -> Affiliation;
        false -> none
    end.

change({Server, Service, Name}, Who, Affiliation) ->
    case mod_muc:unhibernate_room(Server, Service, Name) of
        {ok, Pid} ->
            case mod_muc_room:change_item(Pid, jid:make(Who), affiliation, Affiliation, <<>>) of
                {ok, _} -> changed;
                _ -> failed
            end;
        _ -> failed
    end.
