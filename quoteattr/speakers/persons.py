"""Nouns for persons by what they are or do, in the singular, but those that tell *he* or *she*."""

__all__ = ["PERSONS"]

#: Of news, and of trades and offices of any kind.
PERSONS = """
    abbess abbot abolitionist absentee abuser academic academician accomplice
    accordionist accountant accused accuser acquaintance activist actor actuary addict
    addressee administrator admirer adult adventurer adversary adviser advisor advocate
    advocate-general agent agitator aide airman alderman all-arounder all-rounder ally
    alumnus ambassador amputee anaesthetist analyst anchorman anchorwoman
    anesthesiologist anesthetist angler animator announcer anthropologist appellant
    applicant appointee apprentice arbitrator arborist archaeologist archeologist archer
    architect archivist aristocrat arsonist artist assailant assassin assessor assignee
    assistant associate astrologer astronaut astronomer astrophysicist athlete attaché
    attacker attendee attorney attorney-general auctioneer audiologist auditor auteur
    author autocrat autoworker baby babysitter backbencher backpacker bacteriologist
    bailiff ballerina bandleader bandmaster bandmate boffin banker barber bargee barista
    baritone barmaid barman barrister bartender bassist batsman beekeeper beggar bellboy
    bellringer benefactor beneficiary biathlete bidder biker billionaire binman
    biochemist biographer biologist biophysicist bishop blacksmith blogger boatman
    bobsledder bodybuilder bodyguard bookie bookkeeper bookmaker bookseller borrower
    boss bosun botanist bouncer bowler boxer breeder brewer bricklayer bride bridesmaid
    broker builder bureaucrat burgess burglar bursar businessperson busker butcher buyer
    bystander cabbie cabby cadet caller campaigner candidate canoeist captain captive
    cardiologist caregiver carer caretaker carpenter cartographer cartoonist caseworker
    cashier casualty catcher caterer celeb celebrity cellist centre-back ceramicist
    challenger champion chaplain chart-topper chauffeur cheerleader cheesemaker chef
    chemist chief chieftain child childminder chiropractor choreographer churchwarden
    cinematographer citizen civilian clarinetist clarinettist classmate cleaner
    clergyman cleric clerk client climatologist climber clinician co-author co-chair
    co-founder co-star co-worker coach cobbler coder cofounder collaborator colleague
    columnist combatant comedian commandant commander commentator commenter commissar
    commuter companion compatriot competitor complainant composer comptroller comrade
    conductor confidant confidante conman connoisseur conscript conservationist
    conservative conservator conspirator consul consultant contender contestant
    contralto contributor controller convener convenor convict cook cop cornerback
    coroner corporal correspondent cosmologist cosmonaut councillor councilor
    councilperson counsel counselor counterpart countertenor countess countryman cousin
    couturier cowboy coworker coxswain creator crewman cricketer criminologist critic
    crofter crooner crossbencher culprit curator curler custodian customer cyclist
    dancer deacon dealer debater debutant debutante decathlete decision-maker deckhand
    decorator deejay defector defenceman defendant defender defenseman delegate democrat
    demographer demonstrator dentist depositor deputy dermatologist descendant
    descendent deserter designer despot detainee detective devotee diabetic dietitian
    dignitary dinner-lady diplomat director disciple dispatcher dissident diver divorcee
    docker dockworker doctor documentary-maker domestique dominatrix donor doorman
    draftee dramatist dressmaker drifter driver dropout drummer dustman earl ecologist
    economist editor educator egyptologist elder electrician emigrant emissary employee
    employer endocrinologist enemy engineer englishman engraver entertainer enthusiast
    entomologist entrepreneur environmentalist envoy epidemiologist equestrian
    ethnographer ethnologist evacuee evangelist ex-con ex-convict ex-husband ex-mayor
    ex-minister ex-president ex-wife executioner executive executive-officer executor
    exile expat expatriate expert explorer exporter eyewitness fan farmer farmhand
    farmworker felon feminist fencer ferryman fiance fiancé fiancée fighter film-maker
    filmmaker finalist financier firefighter first-timer fisher fisherwoman fishmonger
    fitter flanker flatmate flautist florist flutist fly-half foodie footballer
    forecaster foreigner foreman forester founder franchisee fraudster freeholder
    freelancer freshman friar friend front-runner frontbencher frontman frontrunner
    fugitive full-back fullback functionary fundraiser gaffer gallerist gambler
    gamekeeper gamer gangster gardener gastroenterologist gendarme general geneticist
    genius geochemist geographer geologist geophysicist gerontologist glaciologist
    glassblower glazier goalie goalkeeper goaltender goldsmith golfer governor graduate
    grafter grandchild grandmaster grandparent grantee greenkeeper grocer groundskeeper
    groundsman grower guard guardian guardsman guerrilla guest guide guitarist gunman
    gunner guru guy gymnast gynaecologist gynecologist hacker haematologist hairdresser
    half-back half-brother half-sister handler hardliner harpist havildar hawker
    headliner headman headmaster headmistress headteacher headwoman heir helmsman helper
    hematologist henchman heptathlete herder herdsman hero herpetologist hijacker hiker
    historian hitchhiker hitmaker hitman hoaxer holidaymaker homebuyer homemaker
    homeopath homeowner hooligan hopeful horticulturist host hostage hotelier hotshot
    householder househusband housekeeper housemate housewife hunter hurdler hydrologist
    ichthyologist icon illustrator immigrant immunologist importer impresario incumbent
    independent individual inductee industrialist infant infantryman infielder
    influencer informant inhabitant inmate innkeeper innovator insider inspector
    instructor insurgent interlocutor intern interpreter interrogator interviewee
    interviewer intruder inventor investigator investor islander jailer janitor jawan
    jesuit jeweler jeweller jobseeker jockey jogger joiner journalist judge judoka
    jurist juror karateka keeper keyboardist kid kidnapper killer kingmaker kingpin
    knifeman laborer labourer lad lambardar landlady landlord landowner laureate
    lawmaker lawyer leader learner lecturer left-armer left-back left-hander left-winger
    leg-spinner legend legislator lessee librarian librettist licensee lifeguard
    limnologist linebacker linesman linguist listener lobbyist local locksmith lodger
    lollipop-lady loner looter loser lout loyalist luger lumberjack lyricist machinist
    maestro magician magistrate magnate maid mailman manager marathoner marine mariner
    marketer marksman martyr mason matchwinner mate mathematician matriarch mayor mca
    mechanic medalist medallist mediator medic member mentor mep mercenary merchant
    meteorologist mezzo-soprano microbiologist midfielder midwife migrant miler militant
    miller milliner millionaire miner minister missionary mk mla mlc mna mobster mogul
    monarch monk mortgagee mortician motorcyclist motorist mountaineer moviemaker
    muralist murderer musician mycologist namesake nanny narrator native naturalist
    navigator negotiator neighbor neighbour nephrologist netballer netizen neurologist
    neuroscientist neurosurgeon newcomer newlywed newscaster newsman newspaperman
    newsreader newswoman nobleman nomad nominee notary novelist number-eight nun nurse
    nutritionist oboist observer obstetrician occupant oceanographer off-spinner
    offender officer official olympian ombudswoman oncologist onlooker ophthalmologist
    opponent optician optometrist organiser organist organizer ornithologist orphan
    orthopaedist osteopath out-half outfielder outhalf outsider overseer owner paceman
    pacer paediatrician paedophile painter pal palaeoanthropologist palaeontologist
    paleoclimatologist paleontologist palynologist paralegal paramedic parasitologist
    paratrooper parent parliamentarian parolee participant partner passenger passer-by
    passerby pastor pathologist patient patriarch patrolman patron patwari payee
    peacekeeper peacemaker peasant pedestrian pediatrician pedophile pensioner
    pentathlete percussionist performer perpetrator person petitioner pharmacist
    pharmacologist philanthropist philosopher phlebotomist photographer photojournalist
    physician physicist physiotherapist pianist pickpocket pilgrim pilot pioneer pitcher
    planner planter plasterer playboy player playmaker playwright plumber podcaster
    podiatrist poet policeman policy-maker policymaker politician pollster popstar
    populist postdoc postgraduate postman postwoman potter powerlifter practitioner
    prankster preacher predator prefect prelate presenter president priest primatologist
    principal printmaker prisoner procurator prodigy producer professional professor
    programmer promoter prophet prophetess proponent proprietor prosecutor
    prosecutor-general prospector prostitute protege protester protestor protégé provost
    psychiatrist psychoanalyst psychologist psychotherapist publican publicist pundit
    punter pupil purchaser qualifier quarterback rabbi radiographer radiologist rancher
    ranger rapist rapper ratepayer realist rebel receptionist recipient record-breaker
    record-holder recruit recruiter rector referee reformer reformist refugee regular
    relation relative repairman reporter representative republican rescuer researcher
    reservist resident respondent restaurateur restorer retiree returnee reverend
    reviewer rheumatologist rickshaw-puller right-back right-hander right-winger
    ringleader rioter rival robber roofer rookie roommate roughneck rower royalist
    runner runner-up sailor saint sarpanch satirist saxophonist scaffolder sceptic
    scholar schoolboy schoolgirl schoolmaster schoolmate schoolmistress schoolteacher
    scientist screenwriter scriptwriter scrum-half sculler sculptor seafarer seamer
    seamstress secretary secretary-general seismologist selectman seller senator sentry
    separatist serviceman servicewoman settler shareholder sharpshooter shepherd sheriff
    shopkeeper shopper shopworker shortstop showjumper showman showrunner sibling
    signatory silversmith singer singer-songwriter skateboarder skater skeptic skier
    skipper slave sleuth smallholder smoker smuggler sniper snowboarder socialite
    sociologist soldier solicitor solicitor-general solon songwriter sonographer
    sophomore soprano source specialist spectator speculator speechwriter speedster
    spokesperson sponsor sportscaster sportswriter spouse sprinter spy squatter staffer
    stalker stallholder star starlet stationmaster statistician steelworker
    steeplechaser stepbrother stepdaughter stepsister stepson stevedore steward
    stewardess stockbroker stockholder stockman stonemason storyteller stranger
    strategist streamer striker stripper student stuntman stuntwoman stylist
    subcontractor subedar subscriber sufferer superfan superior supermodel superstar
    supervisor supporter surfer surgeon surrogate surveyor survivor suspect swimmer
    sympathiser sympathizer sysadmin tactician tailor talathi taxpayer teacher team-mate
    teammate technician technocrat technologist teen teenager tehsildar tenant tenor
    theologian theorist therapist thespian thief thinker tiktoker tiler title-holder
    titleholder toddler tory tourist toxicologist trader trafficker trailblazer trainee
    trainer translator traveler traveller triathlete tribesman trombonist trooper
    troublemaker trucker trumpeter trustbuster trustee tutor twin tycoon ultrarunner
    umpire underdog undergraduate understudy underwriter unionist upholsterer urologist
    user usher vandal vegan vegetarian vendor vet veteran veterinarian vicar
    vice-captain vice-president victim villager villain violinist virologist virtuoso
    visionary visitor vlogger vocalist volcanologist volunteer voter waiter warden
    warlord watchmaker watchman weathergirl weatherman weaver weightlifter welder
    whistle-blower whistleblower wholesaler wicket-keeper wicketkeeper winemaker winger
    witness wonderkid woodcutter worker wrestler writer yachtsman youngster youtuber
    zamindar zookeeper zoologist
    auditor-general batter centre-half comptroller-general dissenter five-eighth goalscorer gp
    halfback inspector-general lineman loanee postie ref scorer
    surveyor-general newsagent greengrocer ironmonger milkman undertaker croupier
"""
