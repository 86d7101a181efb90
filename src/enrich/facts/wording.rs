//! The wordings that give facts away, in Swedish, English, Danish, Norwegian, German and Finnish.
//!
//! `*` is where a word may go on or have begun earlier.

use super::cues::Cue;
use crate::model::{Phase, Status};

pub(super) const WORDINGS: &[(Cue, &str)] = &[
    // How far it has come.
    (
        Cue::Status(Status::Idea),
        "idéstadiet|på idéstadium|idéfas*|idea stage|idéfase|Ideenphase|ideavaihe*",
    ),
    (
        Cue::Status(Status::Pilot),
        "pilotprojekt|pilotprojektet|pilotförsök*|pilotfas*|pilotstudie*|pilottest*|piloten|pilotprogram*|pilotera*|pilotverksamhet*|pilot project|pilot phase|pilot programme|pilot study|pilot test*|pilot scheme|pilotprosjekt*|pilotforsøk*|pilotfase*|pilotprojektet|pilotvorhaben*|pilotphase|pilottihank*|pilotti|pilotointi*|pilotoi*",
    ),
    (
        Cue::Status(Status::ScaleUp),
        "skalas upp|skalats upp|skalades upp|skala upp|uppskalning*|uppskalas|breddinför*|scaled up|scaling up|scale-up of|rolled out across|skaleres op|skaleret op|opskaler*|oppskaler*|skaleres opp|skalert opp|hochskaliert|skalataan|skaalataan|laajennetaan koko",
    ),
    (
        Cue::Status(Status::Realised),
        "är realiserat|är realiserad|har realiserats|realiserades|är genomfört och i drift|har permanentats|permanentas|permanentades|ordinarie verksamhet|ordinarie drift|har införts|är infört|är införd|har implementerats|has been implemented|fully implemented|made permanent|er implementeret|er implementert|er gjort permanent|er innført|er indført|wurde umgesetzt|wurde realisiert|on toteutettu|vakinaistettiin",
    ),
    (
        Cue::Status(Status::Cancelled),
        "har avbrutits|avbryts|avbröts|avbrutet|läggs ned|läggs ner|lades ned|lades ner|har lagts ned|har lagts ner|nedlagt|nedlagd|lägger ned|lägger ner|avbryter|avslutas i förtid|avslutades i förtid|skrotar|skrotas|skrotades|skrotats|blir inte av|cancels|scraps|discontinues|was cancelled|was canceled|been cancelled|been canceled|is cancelled|was discontinued|been discontinued|is discontinued|discontinued|was terminated|been terminated|was abandoned|been abandoned|was scrapped|been scrapped|er aflyst|blev aflyst|indstilles|indstiller|stopper forsøget|stopper projektet|stanser forsøket|stanser prosjektet|stopper prosjektet|er indstillet|blev indstillet|er droppet|blev droppet|er avlyst|ble avlyst|er avbrutt|ble avbrutt|er skrinlagt|ble skrinlagt|nedlægges|nedlagt|wurde abgebrochen|wird eingestellt|wurde eingestellt|abgebrochen|peruttiin|on peruttu|lakkautettiin|lopetettiin kesken",
    ),
    // When it happens.
    (
        Cue::Phase(Phase::Planned),
        "planeras starta|är tänkt att starta|är tänkt att börja|planeras att starta|planeras börja|ska starta|kommer att starta|beräknas starta|väntas starta|startar under|startar i|startar den|startar hösten|startar våren|är planerat|är planerad|is planned|are planned|planned to start|planned to begin|will start in|will start on|will begin in|will be launched|is due to start|er planlagt|planlegges|planlægges|skal starte|starter i|starter den|forventes at starte|forventes å starte|ist geplant|soll starten|soll beginnen|startet im|on suunnitteilla|on tarkoitus käynnistää|käynnistyy",
    ),
    (
        Cue::Phase(Phase::Ongoing),
        "pågår|är igång|är i full gång|har startat|har påbörjats|löper till|löper fram till|löper över|is ongoing|are ongoing|is under way|is underway|are underway|in progress|is currently running|runs until|runs from|er i gang|er i fuld gang|pågår frem|løper til|løber til|løper ut|läuft bis|läuft seit|läuft derzeit|läuft noch|on käynnissä|parhaillaan käynnissä|jatkuu vuoteen",
    ),
    (
        Cue::Phase(Phase::Finished),
        "avslutades|är avslutat|är avslutad|har avslutats|är slutfört|har slutförts|slutfördes|är klart|är färdigt|is finished|is completed|was completed|been completed|was concluded|has ended|ended in|has concluded|er afsluttet|blev afsluttet|er avsluttet|ble avsluttet|er ferdig|er færdig|ist abgeschlossen|wurde abgeschlossen|endete im|endete am|ist beendet|päättyi|on päättynyt|on valmistunut|saatiin päätökseen",
    ),
    (
        Cue::Phase(Phase::Paused),
        "har pausats|är pausat|är pausad|pausas|pausades|ligger på is|på is tills|put on hold|is on hold|are on hold|been paused|is paused|was paused|er sat på pause|er satt på pause|er satt på vent|er stillet i bero|ist pausiert|wurde pausiert|liegt auf eis|on keskeytetty|on tauolla|keskeytettiin toistaiseksi",
    ),
    (
        Cue::Phase(Phase::InOperation),
        "är i drift|är nu i drift|har varit i drift|togs i drift|har tagits i drift|är i full drift|har tagits i bruk|togs i bruk|is in operation|are in operation|been in operation|is operational|are operational|went live|gone live|is live since|went into operation|er i drift|er sat i drift|er satt i drift|er tatt i bruk|er taget i brug|ist in betrieb|sind in betrieb|in betrieb genommen|on otettu käyttöön|otettiin käyttöön|on käytössä",
    ),
    (
        Cue::Undertaking,
        "*projekt|*projektet|*projektets|projektet*|*pilot|*piloten|pilot*|försöket|försöksverksamhet*|testet|testerna|testbädd*|satsningen|initiativet|insatsen|åtgärden|tjänsten|systemet|plattformen|lösningen|appen|*bussen|*bussar|*bussarna|*roboten|robotarna|sensorerna|the robot|självkörande|selvkørende|selvkjørende|selbstfahrende*|anläggningen|programmet|project|initiative|trial|programme|action|the service|the system|the platform|the scheme|shuttle|shuttles|self-driving|autonomous|testbed|living lab|*prosjekt|*prosjektet|prosjekt*|forsøket|forsøget|tiltaket|ordningen|løsningen|løsning|vorhaben|das projekt|modellprojekt*|reallabor|hanke|hankkeen|hankkeessa|kokeilu*|projekti*",
    ),
    (Cue::StandingLabel, "status:|läge:|skede:|projektstatus:|phase:|fas:|fase:|stand:|tila:"),
    // Days.
    (
        Cue::Deadline,
        "sista ansökningsdag*|sista ansökan|sista dag för ansökan|sista dag att ansöka|sista dagen att ansöka|sista dag för att ansöka|ansök senast|ansökan senast|ansöka senast|ansökningar senast|ansökan ska vara|ansökan ska ha|ansökningarna ska|ansökningsperiod*|ansökan är öppen|ansökan stänger|ansökningstid*|ansökan lämnas in|utlysningen stänger|utlysningen är öppen|utlysningen stängs|stänger|öppen till|öppen fram till|öppen t.o.m*|sök senast|sista svarsdag*|svara senast|svar senast|remissvar senast|remissvar ska|remissvaren ska|remisstid*|svar ska ha|svaren ska ha|svaret ska ha|synpunkter senast|synpunkter ska|synpunkter kan|lämna synpunkter|yttrande senast|sista anbudsdag*|anbud senast|anbudet senast|anbud ska|anbudstid*|anbudsansökan*|sista anmälningsdag*|anmäl dig senast|anmälan senast|anmäla dig senast|nominera senast|deadline*|closing date|closes on|closes at|applications close|application closes|apply by|apply before|applications by|applications must be|submit by|submissions by|submitted by|open until|open for applications until|application deadline|tenders must be|register by|søknadsfrist*|frist for å søke|søk innen|søknaden må|søknadene må|søkes innen|ansøgningsfrist*|frist for ansøgning*|ansøg senest|ansøgning senest|ansøgningen skal|tilbudsfrist*|tilmeldingsfrist*|tilmelding senest|påmeldingsfrist*|meld deg på innen|høringsfrist*|frist for å sende|frist for å levere|svarfrist*|frist for tilbud|fristen er|bewerbungsschluss|bewerbungsfrist*|einreichfrist*|einreichungsfrist*|einsendeschluss|antragsfrist*|abgabefrist*|anmeldeschluss|anmeldefrist*|angebotsfrist*|bewerbungen bis|bewerbungen können|anträge können|einzureichen bis|bewerben bis|hakuaika*|haku päättyy|haku on auki|hakemukset viimeistään|hakemus on jätettävä|hae viimeistään|jätettävä viimeistään|määräaika*|ilmoittaudu viimeistään|ilmoittautuminen päättyy|lausuntoaika|tarjoukset viimeistään|tarjousten määräaika",
    ),
    (
        Cue::EventLabel,
        "tid:|tidpunkt:|datum:|när:|dag:|date:|dates:|when:|time:|tid og sted:|dato:|hvornår:|når:|wann:|termin:|zeit:|datum und ort:|aika:|ajankohta:|milloin:",
    ),
    (
        Cue::Event,
        "äger rum|arrangeras|anordnas|hålls den|hålls i|genomförs den|välkommen till|välkomna till|bjuder in till|inbjudan till|konferensen|konferens*|webbinari*|seminari*|seminarium*|workshop den|informationsmöte*|samrådsmöte*|medborgardialog*|takes place|will take place|will be held|is held on|join us|conference|webinar*|open day|holdes|avholdes|afholdes|arrangeres|finder sted|finner sted|konferanse*|konference*|webinar|findet am|findet vom|findet statt|finden statt|veranstaltung|järjestetään|pidetään|webinaari*|tilaisuus",
    ),
    (
        Cue::VenueLabel,
        "plats:|lokal:|adress:|var:|venue:|location:|where:|place:|sted:|hvor:|lokale:|wo:|ort:|veranstaltungsort:|paikka:|missä:",
    ),
    (
        Cue::Period,
        "projekttid*|projektperiod*|projektet pågår|projektet löper|projektet bedrivs|genomförs under|genomförs mellan|pågår mellan|pågår från|pågår till|pågår fram till|pågår under|pågår|löper från|löper mellan|löper till|löper under|löper över|genomförandetid*|period:|projekttid:|project period*|project duration|duration:|project runs|runs from|runs until|running from|project will run|will run from|prosjektperiode*|prosjektet varer|prosjektet pågår|projektperiode*|projektet løber|løper fra|løber fra|laufzeit*|läuft von|läuft vom|läuft bis|projektlaufzeit|hankkeen kesto|hanke kestää|hanke toteutetaan|hankeaika|hankkeen toteutusaika|kestää vuoteen|projektet",
    ),
    (
        Cue::Starts,
        "startade|startades|startar|startdatum|projektstart|påbörjades|inleddes|inleds|starta den|starta i|start date|started in|started on|starts in|starts on|began in|was launched in|launched in|startet i|startede i|startede|startet|begann im|startete im|startete|gestartet|beginnt am|startet am|alkoi|käynnistyi|alkaa",
    ),
    (
        Cue::Ends,
        "avslutades|avslutas|slutdatum|slutförs|slutredovisas|end date|ended in|ends in|ends on|completed in|was completed|until the end of|afsluttes|afsluttet i|avsluttes|avsluttet i|endet im|endet am|endete|abgeschlossen|päättyi|päättyy|pågår till|pågår till och med|löper till|runs until|läuft bis|avslutades i",
    ),
    // Money.
    (
        Cue::Costs,
        "budget*|*budget|kostar|kostade|har kostat|har fått|får|fick|received|receives|har modtaget|har mottatt|erhält|erhielt|on saanut|stellt|värde:|uppskattat värde|kontraktsvärde*|köptes in|köpts in|estimated value|contract value|anslået værdi|anslått verdi|auftragswert|satt av|sat af|avsat|kostnad*|totalkostnad*|projektkostnad*|finansier*|medfinansier*|beviljad*|bevilja*|bidrag*|*bidrag|stöd på|stöd om|*stöd på|stödet uppgår|får stöd|i stöd|anslag*|avsätt*|avsatt*|investera*|investering*|satsa*|satsning*|ramen för utlysning*|utlysningens budget|ram på|ram om|ekonomisk ram|omfattar totalt|omfattning på|tilldelas|tilldelats|costs|cost|costing|funding|funded|grant*|awarded|invest*|financed|financing|allocated|contribution|total value|worth|støtte|støtter|støttet|tilskudd*|tilskud*|bevilg*|bevilget|koster|kostet|kosten|bekostn*|tildelt|tildelte|tildeles|investerer|finansiert|finansieret|ramme på|gefördert|förder*|fördersumme|fördermittel|kosten|gesamtkosten|investier*|zuschuss|rahoit*|budjetti*|avustus*|avustuks*|maksaa|kustannu*|investoi*|myönsi|myönnet*",
    ),
    (
        Cue::Total,
        "totalt|total|totala|sammanlagt|sammantaget|hela projektet|projektets budget|total budget|overall budget|i alt|samlet|samlede|totalt sett|til sammen|insgesamt|gesamt*|yhteensä|kokonais*",
    ),
    (
        Cue::OtherMoney,
        "omsätt*|omsatte|prispengar|prissumma|check på|prize money|ökas med|öka med|ökar med|ökat med|ökades med|höjs med|höjas med|minskas med|sänks med|increased by|increase of|böter|bötfäll*|vite|viten|sanktionsavgift*|skadestånd*|vinst|förlust*|lön|löner|resultat på|årsresultat|prognos*|överskott*|underskott*|avvikelse*|hyra|hyran|avgift*|taxa|priset|biljett*|sparar|sparat|sparade|spara|besparing*|inkomst*|intäkt*|skuld*|bnp|turnover|revenue*|fined|fines|profit|salary|savings|saves|saved|saving|ticket*|fee|fees|gdp|price of|omsætning|omsetning|bøde*|bot på|gebyr*|sparer|spart|besparelse*|umsatz|gebühr*|bußgeld*|einspar*|liikevaihto*|sakko*|säästö*|säästää|maksu",
    ),
    // Who.
    (
        Cue::FundedBy,
        "finansieras av|finansierats av|finansierat av|finansierad av|finansierades av|delfinansieras av|delfinansierat av|medfinansieras av|finansieras med|finansieras genom|finansieras inom|finansierat genom|finansiering från|stöd från|stöd av|ekonomiskt stöd från|medel från|medel ur|pengar från|bidrag från|bidrag av|anslag från|beviljats medel|beviljats stöd|beviljats pengar|beviljats bidrag|beviljats finansiering|fått medel|fått stöd|får stöd|får medel|får bidrag|finansiär*|finansiär:|finansiering:|funded by|co-funded by|co-financed by|cofunded by|cofinanced by|financed by|funded under|funded through|funding from|supported by|financial support from|grant from|grants from|received funding|receives funding|funder:|funding:|funded from|finansieres av|finansiert av|finansieret af|finansieres af|støttet av|støttet af|støttes av|støttes af|med støtte fra|midler fra|tilskud fra|tilskudd fra|bevilling fra|bevilget af|bevilget av|gefördert durch|gefördert von|gefördert vom|gefördert aus|finanziert durch|finanziert von|finanziert vom|mit mitteln|mit unterstützung|fördergeber:|rahoittaja*|rahoittaa|rahoittavat|rahoituksella|rahoittama|tuella",
    ),
    (
        Cue::Funds,
        "finansierar|medfinansierar|delfinansierar|beviljar|har beviljat|beviljade|bekostar|satsar|avsätter|anslår|utlyser|fördelar|betalar ut|skjuter till|finances|co-funds|has awarded|awarded|is funding|has granted|provides funding|finansierer|støtter|har bevilget|bevilger|har tildelt|tildeler|uddeler|fördert|gefördert|stellt|finanziert|bezuschusst|stod för|står för|rahoittaa|rahoittavat|myönsi|on myöntänyt|finansierade|-finansierat|-finansierade|-funded|-projekt|-projektet|-stöd",
    ),
    (
        Cue::With,
        "i samarbete med|i nära samarbete med|i samverkan med|tillsammans med|i partnerskap med|samarbetspartner är|samarbetspartner:|samarbetspartners:|samarbetspartners är|partner:|partners:|projektpartner:|projektpartners:|projektparter:|parter:|medverkande parter|deltagande parter|övriga parter|in cooperation with|in co-operation with|in collaboration with|in partnership with|together with|project partners:|partners are|partners include|partners:|partnering with|i samarbeid med|sammen med|samarbeidspartnere:|partnere:|i samarbejde med|i partnerskab med|samarbejdspartnere:|in zusammenarbeit mit|in kooperation mit|gemeinsam mit|zusammen mit|partner sind|projektpartner sind|kumppanit:|yhteistyökumppanit:|hankekumppanit:|osatoteuttajat:",
    ),
    (
        Cue::SupplierFollows,
        "leverantören|leverandøren|the supplier|leverantör:|leverantör är|leverantören är|leverantörer:|leverantör av systemet är|levereras av|levererats av|levererades av|levererat av|upphandlat av|upphandlats av|köpt av|avtal med|kontrakt med|kontraktet tecknades med|avtalet tecknades med|kontrakterat|avtal tecknat med|tilldelats till|tilldelats|supplier:|supplier is|supplied by|delivered by|contractor:|contract with|contract to|contracted to|vendor:|leverandør:|leverandør er|leverandøren er|leveres av|leveres af|levert av|leveret af|kontrakt med|aftale med|avtale med|lieferant:|anbieter:|geliefert von|auftragnehmer:|toimittaja:|toimittaja on|toimittajana|toimittajaksi",
    ),
    (
        Cue::SupplierBefore,
        "är leverantör|är leverantören|levererar systemet|levererar lösningen|levererar tekniken|levererar plattformen|vann upphandlingen|vinner upphandlingen|har tilldelats kontraktet|won the tender|won the contract|supplies the|is the supplier|leverer systemet|leverer løsningen|er leverandør|vant anbudet|vandt udbuddet|toimittaa järjestelmän|liefert das|liefert die|erhielt den zuschlag",
    ),
    (
        Cue::OrganisationFollows,
        "projektägare:|projektägare är|projektägaren är|ansvarig organisation:|ansvarig:|ansvarig kommun:|projektledning:|koordinator:|koordineras av|samordnas av|projektet leds av|leds av|drivs av|projektet drivs av|coordinated by|led by|coordinator:|lead partner:|lead organisation:|responsible:|managed by|run by|ledes av|ledes af|koordineres av|koordineres af|prosjekteier:|projektejer:|ansvarlig:|koordiniert von|geleitet von|federführend|projektträger:|hankkeen koordinaattori|toteuttaja:|päätoteuttaja:|vastuutaho:",
    ),
    (
        Cue::ProjectFollows,
        "projektet|projekt:|project|project:|project called|prosjektet|projekt|das projekt|hanke:|hanke|innovationsprojektet|eu-projektet|forskningsprojektet|pilotprojektet|utvecklingsprojektet|forskningsprosjektet|samarbetsprojektet",
    ),
    (Cue::ProjectBefore, "-projektet|-projekt|-prosjektet|-hanke|-hankkeen|-hankkeessa"),
    (
        Cue::ProductFollows,
        "systemet|plattformen|verktyget|appen|e-tjänsten|digitala tjänsten|roboten|chattboten|chatboten|produkten|mjukvaran|programvaran|språkmodellen|platform called|system called|tool called|app called|the app|chatbot|plattformen|systemet|verktøyet|roboten|platformen|værktøjet|die app|die plattform|das system|sovellus|järjestelmä|alusta",
    ),
    (
        Cue::Uses,
        "med hjälp av|använder|används|använts|bygger på|baseras på|baserad på|baserat på|tekniken|införa|införs|införde|installerat|installeras|installerades|installera|testar|testat|testas|using|uses|used|based on|powered by|equipped with|installed|deployed|tests|testing|bruker|brukes|ved hjelp av|bygger på|baseret på|ved hjælp af|anvender|tester|mithilfe|mit hilfe|nutzt|setzt auf|basiert auf|eingesetzt|avulla|käyttää|käytetään|hyödyntää|perustuu",
    ),
    (Cue::Technology, super::technology::WORDS),
    // What came of it.
    (
        Cue::Change,
        "minskade|minskat|har minskat|sänkte|sänkt|reducerade|reducerat|halverade|halverat|halverats|ökade|ökat|färre|sparar|sparade|sparat|besparing*|kortat|kortade|kortats|effektiviserat|fell by|dropped by|rose by|sjunkit med|sjönk med|gått ner med|gick ner med|faldt med|falt med|sank um|reduced|cut|decreased|fewer|saved|saves|saving|savings|lowered|increased|halved|shortened|reduserte|redusert|senket|færre|spart|sparte|sparer|økt|økte|reduceret|reducerede|mindsket|sparet|øget|øgede|reduziert|reduzierte|gesenkt|senkte|eingespart|einsparung*|weniger|gestiegen|verringert|väheni|vähentynyt|vähensi|vähentänyt|säästi|säästää|säästetty|laski|kasvoi|puolittui",
    ),
    (
        Cue::Aim,
        "ska|skall|skulle|målet|mål|målsättning*|kan|kunna|vill|väntas|förväntas|beräknas|planeras|planerar|senast 2*|till 2030|till 2040|till 2045|till 2035|potential*|syftar|ambition*|syftet|minst|så att|at least|so that|mindst|mindestens|vähintään|upp till|kravet|krav|behöver|måste|bör|will|would|could|should|can|may|might|must|aim*|goal*|target*|expected|expects|estimated|potential*|plans|planned|by 2030|by 2025|by 2035|by 2040|by 2050|by 2045|until 2030|needs|need to|require*|commit*|skal|kunne|målet|mål|forventes|forventer|innen 2030|inden 2030|sikter|soll|sollen|könnte|könnten|ziel*|bis 2030|bis 2035|bis 2040|bis 2045|wird|werden|kann|können|tavoit*|pitäisi|voisi|voidaan|voi|vuoteen 2030|mennessä|arvioidaan",
    ),
    (
        Cue::Lesson,
        "lärdom*|lärt oss|lärt sig av|erfarenheten är att|erfarenheterna är att|erfarenheterna visar|en viktig erfarenhet|lessons learned|lessons learnt|lesson learned|lesson learnt|key lesson|main lesson|have learned that|we learned|we learnt|learnings|lærdom*|erfaringen er|erfaringene viser|erfaringerne viser|vi har lært|har lært oss|erfahrungen zeigen|die erfahrung zeigt|gelernt haben|lehren aus|lessons|opimme|opit|oppimme|kokemukset osoittavat|keskeinen oppi",
    ),
    (
        Cue::Contact,
        "kontakt|kontakt:|kontakta|kontaktperson*|kontakter|kontaktuppgifter|presskontakt*|pressansvarig*|pressekretere*|pressekreterare*|projektledare*|frågor besvaras|frågor:|för mer information|mer information:|vid frågor|har du frågor|handläggare|upplysningar|contact|contacts|contact:|press contact|media contact|project manager|project leader|for more information|for further information|enquiries|inquiries|questions|kontaktpersoner|prosjektleder*|projektleder*|spørsmål|spørgsmål|yderligere oplysninger|ansprechpartner*|ansprechperson*|projektleitung|pressekontakt*|rückfragen|yhteyshenkilö*|yhteystiedot|lisätietoja*|projektipäällikkö*|hankepäällikkö*",
    ),
];
