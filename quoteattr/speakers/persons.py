"""Nouns for persons by what they are or do, in the singular, but those that tell *he* or *she*."""

__all__ = ["PERSONS"]

#: Of news, and of trades and offices of any kind.
PERSONS = """
    abbess abbot abolitionist absentee abuser academic academician accomplice accountant
    accused accuser acquaintance activist actor actuary addict addressee administrator
    admirer adult adventurer adversary adviser advisor advocate agent aide airman
    alderman all-rounder ally alumnus ambassador amputee analyst angler animator
    announcer anthropologist appellant applicant appointee apprentice arbitrator
    arborist archaeologist archeologist architect archivist aristocrat arsonist artist
    assailant assassin assessor assignee assistant associate astrologer astronaut
    astronomer astrophysicist athlete attaché attacker attendee attorney
    attorney-general auctioneer auditor author autocrat autoworker baby babysitter
    backpacker bailiff ballerina bandleader banker barber barista barmaid barman
    bartender bassist batsman beekeeper beggar benefactor beneficiary bidder billionaire
    biographer biologist bishop blacksmith blogger boatman bodybuilder bodyguard bookie
    bookkeeper bookmaker bookseller borrower boss bosun botanist bouncer bowler boxer
    breeder brewer bricklayer bride bridesmaid broker builder bureaucrat burglar bursar
    businessperson busker butcher buyer bystander cabbie cadet caller campaigner
    candidate canoeist captain captive cardiologist caregiver carer caretaker carpenter
    cartographer cartoonist caseworker cashier casualty catcher caterer celebrity
    cellist challenger champion chaplain chauffeur cheerleader cheesemaker chef chemist
    chief chieftain child childminder chiropractor choreographer churchwarden
    cinematographer citizen civilian classmate cleaner clergyman cleric clerk client
    climatologist climber clinician co-author co-chair co-founder co-star co-worker
    coach cobbler cofounder collaborator colleague columnist combatant comedian
    commandant commander commentator commenter commissar commuter companion compatriot
    competitor complainant composer comptroller comrade conductor confidant confidante
    connoisseur conscript conservationist conservative conservator conspirator consul
    consultant contender contestant contributor controller convener convenor convict
    cook cop coroner corporal correspondent cosmonaut councillor councilor counsel
    counselor counterpart countess countryman cousin cowboy coworker coxswain creator
    crewman cricketer criminologist critic crofter culprit curator custodian customer
    cyclist dancer deacon dealer debater debutant decision-maker deckhand decorator
    deejay defector defendant defender delegate democrat demographer demonstrator
    dentist depositor deputy dermatologist descendant descendent deserter designer
    despot detainee detective devotee diabetic dietitian dignitary diplomat director
    disciple dispatcher dissident diver divorcee docker dockworker doctor donor doorman
    draftee dramatist dressmaker drifter driver dropout drummer earl ecologist economist
    editor educator elder electrician emigrant emissary employee employer enemy engineer
    englishman engraver entertainer enthusiast entomologist entrepreneur
    environmentalist envoy epidemiologist evacuee evangelist ex-husband ex-mayor
    ex-minister ex-president ex-wife executioner executive executive-officer executor
    exile expat expatriate expert explorer exporter eyewitness fan farmer farmhand
    farmworker felon feminist fencer ferryman fiance fiancé fiancée fighter film-maker
    filmmaker finalist financier firefighter first-timer fisher fisherwoman fishmonger
    fitter flatmate florist footballer forecaster foreigner foreman forester founder
    franchisee freelancer freshman friar friend front-runner frontman frontrunner
    fugitive full-back functionary fundraiser gaffer gambler gamekeeper gangster
    gardener gendarme general geneticist genius geographer geologist glassblower glazier
    goalie goalkeeper goldsmith golfer governor graduate grandchild grandmaster
    grandparent grantee greenkeeper grocer groundskeeper groundsman grower guard
    guardian guardsman guerrilla guest guide guitarist gunman gunner guru guy gymnast
    gynaecologist gynecologist hacker hairdresser half-brother half-sister handler
    hardliner hawker headman headmaster headmistress headteacher headwoman heir helmsman
    helper henchman herder herdsman hero hijacker hiker historian hitchhiker hitman
    holidaymaker homebuyer homemaker homeowner hooligan hopeful horticulturist host
    hostage hotelier householder househusband housekeeper housemate housewife hunter
    hurdler hydrologist icon illustrator immigrant immunologist importer impresario
    incumbent independent individual inductee industrialist infant infantryman infielder
    influencer informant inhabitant inmate innkeeper innovator insider inspector
    instructor insurgent interlocutor intern interpreter interrogator interviewee
    interviewer intruder inventor investigator investor islander jailer janitor jesuit
    jeweler jeweller jobseeker jockey jogger joiner journalist judge jurist juror keeper
    kid kidnapper killer laborer labourer lad landlady landlord landowner laureate
    lawmaker lawyer leader learner lecturer left-hander legend legislator lessee
    librarian licensee lifeguard linesman linguist listener lobbyist local locksmith
    lodger loner looter loyalist lumberjack lyricist machinist magician magistrate
    magnate maid mailman manager marathoner marine mariner marketer marksman martyr
    mason mate mathematician matriarch mayor mca mechanic medalist medallist mediator
    medic member mentor mep mercenary merchant meteorologist microbiologist midfielder
    midwife migrant militant miller millionaire miner minister missionary mk mla mlc mna
    mobster mogul monarch monk mortgagee mortician motorcyclist motorist mountaineer
    moviemaker murderer musician namesake nanny narrator native naturalist navigator
    negotiator neighbor neighbour netizen neurologist neuroscientist neurosurgeon
    newcomer newlywed newscaster newsman nobleman nomad nominee notary novelist nun
    nurse nutritionist observer obstetrician occupant oceanographer offender officer
    official olympian ombudswoman oncologist onlooker ophthalmologist opponent optician
    organiser organist organizer ornithologist orphan outfielder outsider overseer owner
    paediatrician paedophile painter pal palaeontologist paleontologist paralegal
    paramedic paratrooper parent parliamentarian parolee participant partner passenger
    passer-by passerby pastor pathologist patient patriarch patrolman patron payee
    peacekeeper peacemaker peasant pedestrian pediatrician pedophile pensioner
    percussionist performer perpetrator person petitioner pharmacist philanthropist
    philosopher photographer photojournalist physician physicist pianist pickpocket
    pilgrim pilot pioneer pitcher planner planter plasterer playboy player playwright
    plumber podcaster poet policeman policy-maker policymaker politician pollster
    populist postdoc postgraduate postman postwoman potter practitioner prankster
    preacher prefect prelate presenter president priest principal prisoner procurator
    prodigy producer professional professor programmer promoter prophet prophetess
    proponent proprietor prosecutor prosecutor-general prospector prostitute protege
    protester protestor protégé provost psychiatrist psychoanalyst psychologist
    psychotherapist publican publicist pundit punter pupil purchaser quarterback rabbi
    radiologist rancher ranger rapist rapper ratepayer realist rebel receptionist
    recipient recruit recruiter rector referee reformer reformist refugee relation
    relative repairman reporter representative republican rescuer researcher reservist
    resident respondent restaurateur restorer retiree returnee reverend reviewer
    right-hander ringleader rioter rival robber roofer rookie roommate roughneck rower
    royalist runner sailor saint sarpanch satirist saxophonist sceptic scholar schoolboy
    schoolgirl schoolmaster schoolmate schoolmistress schoolteacher scientist
    screenwriter scriptwriter sculptor seafarer seamstress secretary secretary-general
    seismologist selectman seller senator sentry separatist serviceman servicewoman
    settler shareholder sharpshooter shepherd sheriff shooter shopkeeper shopper
    showrunner sibling signatory silversmith singer singer-songwriter skateboarder
    skater skeptic skier skipper slave smallholder smoker smuggler sniper snowboarder
    socialite sociologist soldier solicitor solicitor-general songwriter sophomore
    soprano source specialist spectator speculator speechwriter spokesperson sponsor
    sportscaster sportswriter spouse sprinter spy squatter staffer stallholder star
    stationmaster statistician steelworker stepbrother stepdaughter stepsister stepson
    stevedore steward stewardess stockbroker stockholder stockman stonemason storyteller
    stranger strategist striker student stuntman stylist subcontractor subscriber
    sufferer superior supermodel superstar supervisor supporter surfer surgeon surrogate
    surveyor survivor suspect swimmer sympathiser sympathizer sysadmin tailor taxpayer
    teacher team-mate teammate technician technocrat technologist teen teenager
    tehsildar tenant tenor theologian theorist therapist thief thinker toddler tory
    tourist trader trafficker trailblazer trainee trainer translator traveler traveller
    triathlete tribesman trooper troublemaker trucker trustbuster trustee tutor twin
    tycoon umpire undergraduate understudy underwriter unionist upholsterer user usher
    vandal vegan vegetarian vendor vet veteran veterinarian vicar vice-captain
    vice-president victim villager villain violinist virologist visionary visitor
    vocalist volcanologist volunteer voter waiter warden warlord watchmaker watchman
    weaver weightlifter welder whistle-blower whistleblower wholesaler wicketkeeper
    winemaker winger witness woodcutter worker wrestler writer yachtsman youngster
    youtuber zookeeper zoologist
"""
